"""Everybody chooses how news comes; of the account's security there is always a mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.notifications.lifecycle import DEFAULTS, Channel, Matter
from forum.notifications.models import Notice, NoticeWish
from forum.notifications.reading import forget_old_notices
from forum.notifications.service import tell
from forum.notifications.wishes import open_to, wish, wishes_of
from forum.notifications.words import Word
from tests.factories.moderation import judge
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import make_pending_thread, make_thread
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories
from tests.page import Client

AsPerson = Callable[..., Client]
Drain = Callable[[], int]
Say = Callable[..., str]
PAGE = "/tai-khoan/thong-bao"


def test_who_chose_nothing_has_the_defaults(app: Flask) -> None:
    assert wishes_of(make_citizen().id) == DEFAULTS


def test_what_was_chosen_on_the_page_holds_and_is_shown_again(
    as_person: AsPerson, say: Say
) -> None:
    person = make_citizen()
    page = as_person(person).get(PAGE)

    page = page.submit(PAGE, own="weekly", followed="inbox")
    assert say("News comes to you in these ways from now on.") in page
    values = page.form(PAGE).values
    assert (values["own"], values["followed"], values["answers"]) == ("weekly", "inbox", "at_once")


def test_the_language_of_mails_is_chosen_there_too(as_person: AsPerson) -> None:
    person = make_citizen()
    as_person(person).get(PAGE).submit(PAGE, language="en", follow=False)
    db.session.refresh(person)

    assert person.language == "en"
    assert wishes_of(person.id) == DEFAULTS


def test_only_who_has_duties_chooses_for_work_and_nobody_for_security(app: Flask) -> None:
    assert Matter.DUTIES not in open_to(make_citizen())
    for person in (make_citizen(), make_moderator(), make_staff()):
        assert Matter.SECURITY not in open_to(person)
    assert Matter.DUTIES in open_to(make_moderator()) and Matter.DUTIES in open_to(make_staff())


@pytest.mark.usefixtures("app")
def test_a_wish_about_security_changes_nothing(smtp: Mailbox, drain_outbox: Drain) -> None:
    person = stories.with_mail(make_citizen())
    wish(person, wished=dict.fromkeys(Matter, Channel.INBOX))
    tell(person.id, Word.FACTOR_OFF, person.id)
    drain_outbox()

    assert len(smtp.to(person.email or "")) == 1
    assert "List-Unsubscribe" not in smtp.messages[0]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("way", [Channel.INBOX, Channel.DAILY, Channel.WEEKLY])
def test_only_news_that_is_wanted_at_once_is_mailed_at_once(
    way: Channel, smtp: Mailbox, drain_outbox: Drain
) -> None:
    author = stories.with_mail(make_citizen())
    wish(author, wished={Matter.OWN: way})
    judge(make_pending_thread(author), Outcome.APPROVE)
    drain_outbox()

    assert smtp.messages == []
    told = sa.select(Notice.word).where(Notice.person_id == author.id)
    assert db.session.scalars(told).all() == ["text_published"]


@pytest.mark.usefixtures("app")
def test_a_moderator_gets_no_mail_for_every_waiting_text(
    smtp: Mailbox, drain_outbox: Drain
) -> None:
    stories.with_mail(make_moderator())
    for _ in range(3):
        make_pending_thread()
    drain_outbox()

    assert smtp.messages == []


def test_a_wrong_choice_is_shown_and_nothing_is_kept(as_person: AsPerson, say: Say) -> None:
    person = make_citizen()
    browser = as_person(person)
    token = browser.get(PAGE).form(PAGE).values["csrf_token"]

    page = browser.post(PAGE, {"csrf_token": token, "own": "by pigeon", "language": "vi"})
    assert say("Not a valid choice.") in page
    assert wishes_of(person.id) == DEFAULTS


def test_what_was_chosen_is_recorded_once_and_only_when_it_changes(app: Flask) -> None:
    person = make_citizen()
    for _ in range(2):
        wish(person, wished={Matter.OWN: Channel.DAILY, Matter.ANSWERS: Channel.AT_ONCE})
    db.session.commit()

    (row,) = db.session.scalars(sa.select(AuditRow).where(AuditRow.act == "wish_notices"))
    assert row.detail == {"own": "daily"}
    assert len(db.session.scalars(sa.select(NoticeWish)).all()) == 1


def test_the_database_refuses_a_wish_about_security(app: Flask) -> None:
    person = make_citizen()
    db.session.add(
        NoticeWish(person_id=person.id, matter=Matter.SECURITY, channel=Channel.INBOX, since=None)
    )
    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_old_notices_go_and_the_newest_of_all_stays(app: Flask, clock: Clock) -> None:
    person: Person = make_citizen()
    post = make_thread(person).id
    for _ in range(3):
        tell(person.id, Word.POST_RESTORED, post)
    clock.advance(days=app.config["NOTICE_DAYS"] + 1)
    forget_old_notices()
    newest = db.session.scalars(sa.select(Notice)).one()

    fresh = tell(person.id, Word.POST_RESTORED, post)
    forget_old_notices()
    assert fresh.id > newest.id
    assert db.session.scalars(sa.select(Notice.id)).all() == [fresh.id]
    assert timedelta(days=app.config["NOTICE_DAYS"]) > timedelta(days=14)  # a digest's reach
