"""One mail a day, or a week: what is unread and may be seen, nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.notifications import digests
from forum.notifications.lifecycle import Channel, Matter
from forum.notifications.models import Digest, Notice
from forum.notifications.service import tell
from forum.notifications.wishes import wish
from forum.notifications.words import Word
from tests.factories.people import make_citizen
from tests.factories.threads import make_post, make_thread
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories
from tests.notifications.stories import SUNDAY, TO_THE_HOUR, followed
from tests.notifications.test_mail import texts
from tests.page import Client

Drain = Callable[[], int]
Say = Callable[..., str]
Round = Callable[[], None]


def test_the_news_comes_in_one_mail_at_the_hour_and_not_twice(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round, say: Say
) -> None:
    posts = [followed(reader), followed(reader, title="Đường vào bản")]
    go_round()
    assert smtp.messages == []  # it is Sunday evening

    clock.advance(**TO_THE_HOUR)
    for _ in range(3):
        go_round()
        clock.advance(hours=1)
    (mail,) = smtp.messages
    assert mail["Subject"] == say("What is new for you in the forum")
    for part in texts(mail):
        assert "Cầu treo bản Pá" in part and "Đường vào bản" in part
        assert all(f"https://forum.example.org/bai/{post.id}" in part for post in posts)

    clock.advance(days=1)
    go_round()
    assert len(smtp.messages) == 1


def test_what_comes_after_the_hour_waits_for_the_next_day(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round
) -> None:
    clock.advance(**TO_THE_HOUR)
    followed(reader)
    go_round()
    assert smtp.messages == []

    clock.advance(days=1)
    go_round()
    assert len(smtp.messages) == 1


def test_the_news_of_a_week_comes_on_monday_together_with_the_days(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round
) -> None:
    wish(reader, wished={Matter.OWN: Channel.WEEKLY})
    clock.advance(**TO_THE_HOUR)
    go_round()
    own = make_thread(reader, title="Chủ đề của tôi")
    tell(reader.id, Word.REPLY_IN_THREAD, make_post(thread=own).id)
    followed(reader, title="Chủ đề theo dõi")
    clock.advance(days=1)  # Tuesday
    go_round()
    followed(reader, title="Tin sau đó")
    clock.advance(days=6)
    go_round()

    tuesday, monday = [texts(mail)[0] for mail in smtp.messages]
    assert "Chủ đề theo dõi" in tuesday and "Chủ đề của tôi" not in tuesday
    assert "Chủ đề của tôi" in monday and "Tin sau đó" in monday
    assert "Chủ đề theo dõi" not in monday


def test_what_was_mailed_at_once_does_not_come_again_after_a_change_of_mind(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round
) -> None:
    own = make_thread(reader)
    tell(reader.id, Word.REPLY_IN_THREAD, make_post(thread=own).id)
    go_round()
    assert len(smtp.messages) == 1
    clock.advance(minutes=1)
    wish(reader, wished={Matter.OWN: Channel.DAILY})
    clock.advance(**TO_THE_HOUR)
    go_round()

    assert len(smtp.messages) == 1


def test_changing_from_day_to_week_loses_nothing(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round
) -> None:
    clock.advance(days=1)  # Monday evening
    followed(reader)
    wish(reader, wished={Matter.FOLLOWED: Channel.WEEKLY})
    clock.advance(**TO_THE_HOUR)
    go_round()
    assert smtp.messages == []
    clock.advance(days=6)
    go_round()

    assert len(smtp.messages) == 1


def test_two_workers_make_one_digest(reader: Person, clock: Clock, app: Flask) -> None:
    followed(reader)
    clock.advance(**TO_THE_HOUR)
    digests.make_digests()
    (digest,) = db.session.scalars(sa.select(Digest)).all()
    twin = Digest(
        person_id=digest.person_id,
        rhythm=digest.rhythm,
        until_notice_id=digest.until_notice_id,
        at=digest.at,
    )
    db.session.add(twin)
    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_more_people_than_one_transaction_takes_are_all_told(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "MANY", 2)
    people = [reader, *(stories.with_mail(make_citizen()) for _ in range(4))]
    for person in people:
        followed(person)
    clock.advance(**TO_THE_HOUR)
    for _ in range(3):
        go_round()

    assert sorted(str(mail["To"]) for mail in smtp.messages) == sorted(
        str(person.email) for person in people
    )


def test_a_digest_ends_by_its_own_header_and_the_inbox_stays(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round, client: Client,
    as_person: Callable[..., Client], say: Say,
) -> None:  # fmt: skip
    followed(reader)
    clock.advance(**TO_THE_HOUR)
    go_round()
    (mail,) = smtp.messages
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = urlsplit(mail["List-Unsubscribe"].strip("<>")).path
    client.post(link, {"List-Unsubscribe": "One-Click"}, status=200)

    followed(reader, title="Tin hôm sau")
    clock.advance(days=1)
    go_round()
    assert len(smtp.messages) == 1
    inbox = as_person(reader).get("/thong-bao")
    assert "Tin hôm sau" in inbox and "Cầu treo bản Pá" in inbox


def test_nothing_older_than_two_weeks_is_told(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round
) -> None:
    followed(reader)
    old = sa.update(Notice).values(at=SUNDAY - timedelta(days=20))
    db.session.execute(old)
    clock.advance(**TO_THE_HOUR)
    go_round()

    assert smtp.messages == []
