"""Followers are told once, of what they may read, and gathered while they have not looked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.accounts.models import Person
from forum.core.db import db
from forum.following import service as following
from forum.following.lifecycle import Kind
from forum.moderation.lifecycle import Outcome
from forum.notifications import queries, service
from forum.notifications.reactions import followed
from forum.notifications.words import Word
from forum.threads.models import Post, Thread
from forum.threads.service import submit_reply
from tests.factories.moderation import judge, show_or_hide
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import (
    make_category,
    make_pending_reply,
    make_pending_thread,
    make_thread,
    words,
)
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories
from tests.notifications.stories import follow, told

Drain = Callable[[], int]
pytestmark = pytest.mark.usefixtures("app")


def reply(thread: Thread, body: str = "Tôi cũng thế.", author: Person | None = None) -> int:
    """The id of a public reply, by the road that tells others."""
    revision = submit_reply(author or make_citizen(), thread, wording=words(body))
    db.session.commit()
    judge(revision, Outcome.APPROVE)
    return revision.post_id


def test_a_follower_is_told_of_the_first_new_post_and_the_others_are_counted(
    drain_outbox: Drain,
) -> None:
    thread, reader = make_thread(), make_citizen()
    follow(reader, Kind.THREAD, thread.id)
    first = reply(thread)
    drain_outbox()
    reply(thread)
    reply(thread)
    drain_outbox()
    assert told(reader) == [("posts_in_thread", first, 2)]


def test_the_opener_is_told_in_the_same_way_and_gets_one_mail(
    drain_outbox: Drain, smtp: Mailbox
) -> None:
    opener = stories.with_mail(make_citizen())
    thread = make_thread(opener)
    drain_outbox()
    first = reply(thread)
    reply(thread)
    drain_outbox()
    assert told(opener) == [("reply_in_thread", first, 1)]
    assert len(smtp.to(opener.email or "")) == 1


def test_after_the_notice_was_read_the_next_post_is_a_new_one(drain_outbox: Drain) -> None:
    thread, reader = make_thread(), make_citizen()
    follow(reader, Kind.THREAD, thread.id)
    first = reply(thread)
    drain_outbox()
    service.mark_read(reader, until=10_000)
    second = reply(thread)
    drain_outbox()
    assert told(reader) == [("posts_in_thread", first, 0), ("posts_in_thread", second, 0)]


def test_after_the_post_was_read_in_its_thread_the_next_one_is_news_again(
    drain_outbox: Drain,
) -> None:
    thread, reader = make_thread(), make_citizen()
    follow(reader, Kind.THREAD, thread.id)
    first = reply(thread)
    drain_outbox()
    following.keep_read({(reader.id, thread.id): 2})
    second = reply(thread)
    drain_outbox()
    assert told(reader) == [("posts_in_thread", first, 0), ("posts_in_thread", second, 0)]


def test_news_is_not_hidden_behind_a_post_that_was_hidden(drain_outbox: Drain) -> None:
    thread, reader = make_thread(), make_citizen()
    follow(reader, Kind.THREAD, thread.id)
    first = reply(thread)
    drain_outbox()
    show_or_hide(db.session.get_one(Post, first), Outcome.HIDE)
    second = reply(thread)
    drain_outbox()
    assert told(reader)[-1] == ("posts_in_thread", second, 0)
    assert queries.inbox_of(reader, None, 10)[-1].subject is None


def test_posts_of_two_threads_are_two_notices(drain_outbox: Drain) -> None:
    reader = make_citizen()
    for thread in (make_thread(), make_thread()):
        follow(reader, Kind.THREAD, thread.id)
        reply(thread)
    drain_outbox()
    assert [word for word, _about, _more in told(reader)] == ["posts_in_thread"] * 2


def test_nobody_is_told_twice_or_of_an_own_post(drain_outbox: Drain) -> None:
    category = make_category()
    opener, writer = make_citizen("Lò Thị Mai"), make_citizen("Vàng A Sử")
    thread = make_thread(opener, category=category)
    for person in (opener, writer):
        follow(person, Kind.THREAD, thread.id)
        follow(person, Kind.CATEGORY, category.id)
    drain_outbox()
    post = reply(thread, "Chào @Lò Thị Mai và @Vàng A Sử.", writer)
    drain_outbox()
    assert told(opener) == [("mentioned", post, 0)]
    assert [word for word, _about, _more in told(writer)] == ["text_published"]


def test_who_left_the_own_thread_is_told_no_more(drain_outbox: Drain) -> None:
    opener = make_citizen()
    thread = make_thread(opener)
    drain_outbox()
    following.leave(opener, Kind.THREAD, thread.id)
    db.session.commit()
    reply(thread)
    drain_outbox()
    assert told(opener) == []


def test_a_new_thread_is_news_in_its_category(drain_outbox: Drain) -> None:
    reader, category = make_citizen(), make_category()
    follow(reader, Kind.CATEGORY, category.id)
    opening = make_pending_thread(category=category)
    drain_outbox()
    assert told(reader) == []  # it waits
    judge(opening, Outcome.APPROVE)
    reply(opening.post.thread)
    drain_outbox()
    assert told(reader) == [("thread_in_category", opening.post_id, 0)]


@pytest.mark.parametrize("outcome", [Outcome.RETURN, Outcome.REJECT])
def test_followers_hear_nothing_of_a_text_that_is_not_published(
    drain_outbox: Drain, outcome: Outcome
) -> None:
    reader, thread = make_citizen("Lò Thị Mai"), make_thread()
    follow(reader, Kind.THREAD, thread.id)
    judge(make_pending_reply(thread=thread, body="Chào @Lò Thị Mai."), outcome)
    drain_outbox()
    assert told(reader) == []


@pytest.mark.parametrize("outcome", [Outcome.HIDE, Outcome.REMOVE])
def test_followers_hear_nothing_of_a_post_closed_before_they_were_told(
    drain_outbox: Drain, outcome: Outcome
) -> None:
    reader, thread = make_citizen("Lò Thị Mai"), make_thread()
    follow(reader, Kind.THREAD, thread.id)
    held = make_pending_reply(thread=thread, body="Chào @Lò Thị Mai.")
    judge(held, Outcome.APPROVE)
    show_or_hide(held.post, outcome)
    drain_outbox()
    assert told(reader) == []


def test_a_notice_and_its_mail_die_with_the_post(drain_outbox: Drain, smtp: Mailbox) -> None:
    reader, thread = stories.with_mail(make_citizen("Lò Thị Mai")), make_thread(title="DẤU-KÍN")
    for word in (Word.POSTS_IN_THREAD, Word.MENTIONED, Word.THREAD_IN_CATEGORY):
        service.tell(reader.id, word, make_pending_reply(thread=thread).post_id)
    service.tell(reader.id, Word.THREAD_MOVED, make_pending_thread().post.thread_id)
    drain_outbox()
    assert smtp.to(reader.email or "") == []
    assert [entry.subject for entry in queries.inbox_of(reader, None, 10)] == [None] * 4


def test_many_followers_are_told_in_a_transaction_of_their_own(
    drain_outbox: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followed, "MANY", 2)
    thread, readers = make_thread(), [make_citizen() for _ in range(3)]
    following.follow_all(Kind.THREAD, thread.id, [person.id for person in readers])
    post = reply(thread, author=make_moderator())
    drain_outbox()
    assert [told(person) for person in readers] == [[("posts_in_thread", post, 0)]] * 3
