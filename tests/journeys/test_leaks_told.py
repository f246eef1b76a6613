"""What people are told: no notice, no mail, no digest and no file with one's own data holds what
its reader may not read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.following import service as following
from forum.following.lifecycle import Kind
from forum.moderation.lifecycle import Outcome
from forum.notifications import wishes
from forum.notifications.lifecycle import Channel, Matter
from forum.notifications.words import Word
from forum.outbox import worker
from forum.threads.lifecycle import PostState
from forum.threads.models import Category, Post
from tests.factories.moderation import show_or_hide
from tests.factories.people import make_moderator
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.journeys.planting import Planted, marker, plant
from tests.notifications import stories
from tests.notifications.test_mail import texts
from tests.page import Client

AsPerson = Callable[..., Client]
Drain = Callable[[], int]


@pytest.fixture
def planted(app: Flask, clock: Clock) -> Planted:
    """Nothing was delivered yet."""
    clock.set(stories.SUNDAY)
    app.config["FORUM_URL"] = "https://forum.example.org"
    return plant()


def told_of(person: Person) -> list[Post]:
    """Posts that the person's notices are about."""
    about = [row[1] for row in stories.told(person) if row[0] == Word.MENTIONED]
    return [db.session.get_one(Post, post_id) for post_id in about]


def read(mail: object) -> str:
    return str(mail) + "".join(texts(mail))  # type: ignore[arg-type]


def test_who_is_mentioned_in_a_text_learns_of_it_once_everybody_reads_it(
    planted: Planted,
    drain_outbox: Drain,
    smtp: Mailbox,
    as_person: AsPerson,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every planted text calls the same name; one of them is public."""
    drain_outbox()

    posts = told_of(planted.called)
    assert posts and {post.state for post in posts} == {PostState.PUBLIC}
    inbox = as_person(planted.called).get("/thong-bao").html
    mails = "".join(read(mail) for mail in smtp.to(planted.called.email or ""))
    assert marker("public") in inbox and mails
    everything = inbox + mails + caplog.text
    assert [word for word in planted.secret if word in everything] == []


def test_a_mention_that_is_hidden_later_shows_no_words_any_more(
    planted: Planted, drain_outbox: Drain, as_person: AsPerson
) -> None:
    drain_outbox()
    for post in told_of(planted.called):
        show_or_hide(post, Outcome.HIDE, make_moderator())
    mine = as_person(planted.called)

    notices = mine.get("/thong-bao")

    assert marker("public") not in notices.html
    for _text, address in notices.links:
        if address.startswith("/thong-bao/") and address.rpartition("/")[2].isdecimal():
            assert marker("public") not in mine.get(address).html


def test_a_digest_holds_what_can_be_read_when_it_is_sent(
    planted: Planted, app: Flask, clock: Clock, smtp: Mailbox, drain_outbox: Drain
) -> None:
    """Hidden between the news and the mail: of the mentions and of what is followed."""
    reader = planted.called
    ways = {Matter.MENTIONS: Channel.DAILY, Matter.FOLLOWED: Channel.DAILY}
    wishes.wish(reader, wished=ways)
    for category in db.session.scalars(sa.select(Category.id)).all():
        following.follow(reader, Kind.CATEGORY, category)
    drain_outbox()
    standing = told_of(reader)
    assert standing and smtp.to(reader.email or "") == []
    show_or_hide(standing[0], Outcome.HIDE, make_moderator())
    hidden = f"/bai/{standing[0].id}"

    clock.advance(**stories.TO_THE_HOUR)
    db.session.commit()
    worker.do_chores(app)
    drain_outbox()

    mails = "".join(read(mail) for mail in smtp.to(reader.email or ""))
    assert [word for word in planted.secret if word in mails] == []
    assert hidden not in mails


def test_a_file_of_own_data_holds_no_text_of_another(
    planted: Planted, drain_outbox: Drain, as_person: AsPerson
) -> None:
    drain_outbox()
    own = {
        "called": set(),
        "asker": {*planted.askers, marker("unnamed")},
        "staff": {*planted.offices, marker("letterreply")},
        "moderator": {word for word in planted.authors if "reason" in word},
    }
    for role, words in own.items():
        form = (
            as_person(getattr(planted, role)).get("/tai-khoan/du-lieu").form("/tai-khoan/du-lieu")
        )
        with zipfile.ZipFile(io.BytesIO(form.submit().data)) as packed:
            held = "".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist())

        assert [w for w in planted.secret if w in held and w not in words] == [], role
