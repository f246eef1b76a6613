"""Followers of questions and explanations; threads that were moved, joined or split."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.core.db import db
from forum.following.lifecycle import Kind
from forum.following.queries import followers
from forum.notifications import queries
from forum.notifications.words import Word
from forum.official import service as official
from forum.official.lifecycle import Visibility
from forum.threads import service as threads
from tests.factories.official import make_explanation
from tests.factories.official import publish as publish_text
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import (
    approve,
    make_category,
    make_pending_reply,
    make_post,
    make_thread,
)
from tests.notifications import stories
from tests.notifications.stories import follow, told
from tests.threads.shapes import merge, split

Drain = Callable[[], int]
pytestmark = pytest.mark.usefixtures("app")


def test_who_follows_a_question_is_told_of_its_reply_and_of_its_end(drain_outbox: Drain) -> None:
    asker, opener, reader, staff = make_citizen(), make_citizen(), make_citizen(), make_staff()
    thread = make_thread(opener)
    post = approve(make_pending_reply(asker, thread=thread))
    question = official.make_question(asker, post)
    for person in (asker, reader):
        follow(person, Kind.QUESTION, question.id)
        follow(person, Kind.THREAD, thread.id)
    drain_outbox()
    text = stories.publish(stories.submitted_reply(question, staff))
    drain_outbox()
    assert told(reader) == [("followed_answered", text.id, 0)]
    assert [word for word, *_ in told(asker)] == ["question_answered"]
    assert told(opener) == [("reply_in_thread", text.post_id, 0)]

    official.withdraw_text(make_staff(), text, seen_version=text.version, reason="Nhầm văn bản.")
    db.session.commit()
    drain_outbox()
    for person in (reader, asker):
        assert told(person)[-1][:2] == ("followed_withdrawn", text.id)
    subjects = {entry.word: entry.subject for entry in queries.inbox_of(reader, None, 10)}
    assert subjects[Word.FOLLOWED_ANSWERED] is None
    assert subjects[Word.FOLLOWED_WITHDRAWN] is not None


def test_the_reply_to_a_letter_is_news_to_its_asker_alone(drain_outbox: Drain) -> None:
    reader = make_citizen()
    letter = stories.ask(make_citizen(), visibility=Visibility.PRIVATE)
    follow(reader, Kind.QUESTION, letter.id)
    stories.publish(stories.submitted_reply(letter, make_staff()))
    drain_outbox()
    assert told(reader) == []


def test_a_withdrawn_explanation_is_news_to_who_follows_it(drain_outbox: Drain) -> None:
    reader, text = make_citizen(), publish_text(make_explanation())
    follow(reader, Kind.EXPLANATION, text.id)
    official.withdraw_text(make_staff(), text, seen_version=text.version, reason="Đã hết hiệu lực.")
    db.session.commit()
    drain_outbox()
    assert told(reader) == [("explanation_changed", text.id, 0)]


def test_a_moved_thread_is_news_to_who_follows_it(drain_outbox: Drain) -> None:
    opener, reader = make_citizen(), make_citizen()
    thread = make_thread(opener)
    follow(reader, Kind.THREAD, thread.id)
    drain_outbox()
    before = thread.category_id
    threads.move_thread(make_moderator(), thread, category=make_category(), seen=before)
    db.session.commit()
    drain_outbox()
    assert told(opener) == told(reader) == [("thread_moved", thread.id, 0)]
    (entry,) = queries.inbox_of(reader, None, 10)
    assert entry.subject is not None and entry.subject.title == "Nước sinh hoạt ở bản"


def test_followers_go_along_with_a_merged_thread(drain_outbox: Drain) -> None:
    opener, reader, other = make_citizen(), make_citizen(), make_citizen()
    source, target = make_thread(opener), make_thread(other)
    follow(reader, Kind.THREAD, source.id)
    drain_outbox()
    merge(source, target)
    drain_outbox()
    assert told(opener) == told(reader) == [("thread_merged", target.id, 0)]
    assert told(other) == []
    assert list(followers(Kind.THREAD, target.id)) == [opener.id, reader.id, other.id]
    assert list(followers(Kind.THREAD, source.id)) == []


def test_authors_of_posts_that_left_follow_their_new_thread(drain_outbox: Drain) -> None:
    opener, writer, stays = make_citizen(), make_citizen(), make_citizen()
    thread = make_thread(opener)
    leaving = make_post(writer, thread=thread)
    make_post(stays, thread=thread)
    drain_outbox()
    before = told(opener)
    begun = split(thread, leaving)
    drain_outbox()
    assert told(writer)[-1] == told(opener)[-1] == ("posts_split", begun.id, 0)
    assert len(told(opener)) == len(before) + 1
    assert "posts_split" not in [word for word, *_ in told(stays)]
    assert list(followers(Kind.THREAD, begun.id)) == [writer.id]
