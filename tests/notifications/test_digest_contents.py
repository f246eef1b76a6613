"""What stands in a digest: what its reader may see when it is sent, and no more than is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.notifications import letters, reactions
from forum.notifications.models import Digest
from forum.notifications.service import mark_read, tell
from forum.notifications.words import Word
from forum.outbox import worker
from forum.outbox.facts import DigestMade
from forum.threads.models import Post
from tests.factories.moderation import show_or_hide
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_pending_thread, make_post, make_thread
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories
from tests.notifications.stories import TO_THE_HOUR, followed
from tests.notifications.test_mail import texts

Drain = Callable[[], int]
Say = Callable[..., str]
Round = Callable[[], None]


@pytest.mark.parametrize("outcome", [Outcome.HIDE, Outcome.REMOVE])
@pytest.mark.parametrize("made", [False, True], ids=["before the digest", "before its mail"])
def test_what_was_hidden_meanwhile_is_not_in_it(
    reader: Person, outcome: Outcome, made: bool, smtp: Mailbox, clock: Clock, go_round: Round,
    app: Flask,
) -> None:  # fmt: skip
    hidden = followed(reader, title="DẤU-KÍN", body="DẤU-KÍN")
    seen = followed(reader, title="Còn đọc được")
    clock.advance(**TO_THE_HOUR)
    if made:
        worker.do_chores(app)
        assert db.session.scalar(sa.select(sa.func.count(Digest.id))) == 1
    opening = db.session.scalars(
        sa.select(Post).where(Post.thread_id == hidden.thread_id, Post.opening)
    ).one()
    for post in (hidden, opening):
        show_or_hide(post, outcome, make_moderator())
    go_round()

    (mail,) = smtp.to(reader.email or "")
    assert "DẤU-KÍN" not in mail.as_string() + "".join(texts(mail))
    assert f"/bai/{hidden.id}" not in "".join(texts(mail))
    assert f"/bai/{seen.id}" in texts(mail)[0]


def test_no_mail_comes_when_all_of_it_was_hidden_or_read(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round
) -> None:
    show_or_hide(followed(reader), Outcome.HIDE, make_moderator())
    other = stories.with_mail(make_citizen())
    followed(other)
    mark_read(other, until=10**6)
    clock.advance(**TO_THE_HOUR)
    go_round()

    assert smtp.messages == []


def test_a_digest_sent_again_after_a_crash_is_the_same_mail(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round
) -> None:
    followed(reader)
    clock.advance(**TO_THE_HOUR)
    go_round()
    digest = db.session.scalars(sa.select(Digest)).one()
    reactions.mail_digest(DigestMade(digest.id))

    first, again = smtp.messages
    assert first["Message-ID"] == again["Message-ID"] and texts(first) == texts(again)


def test_a_long_digest_ends_with_how_many_more_there_are(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round, say: Say
) -> None:
    post = make_post(thread=make_thread())
    for _ in range(letters.MOST_LINES + 2):
        tell(reader.id, Word.POSTS_IN_THREAD, post.id)
    clock.advance(**TO_THE_HOUR)
    go_round()

    (mail,) = smtp.messages
    assert texts(mail)[0].count(f"/bai/{post.id}") == letters.MOST_LINES
    assert "2 " in texts(mail)[0].partition(say("You find all notices in the forum, "
        "under “My notices”."))[0][-200:]  # fmt: skip


def test_a_moderators_waiting_texts_come_once_a_day_without_a_word_of_them(
    reader: Person, smtp: Mailbox, clock: Clock, go_round: Round, say: Say
) -> None:
    moderator = stories.with_mail(make_moderator())
    for _ in range(2):
        make_pending_thread(title="DẤU-KÍN", body="DẤU-KÍN")
    go_round()
    clock.advance(**TO_THE_HOUR)
    go_round()

    (mail,) = smtp.to(moderator.email or "")
    assert texts(mail)[0].count(say("A text is waiting for review.")) == 2
    assert "DẤU-KÍN" not in "".join(texts(mail))
