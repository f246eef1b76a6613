"""What is new, and what is shown of what was kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db
from forum.following import queries, service
from forum.following.lifecycle import Kind
from forum.following.queries.reading import FRESH
from forum.moderation.lifecycle import Outcome
from forum.threads.models import Post
from tests.factories.moderation import show_or_hide
from tests.factories.people import make_citizen
from tests.factories.threads import make_pending_reply, make_post, make_thread

pytestmark = pytest.mark.usefixtures("app")


def test_one_statement_tells_mark_bookmarks_and_subscriptions_apart() -> None:
    reader, thread = make_citizen(), make_thread()
    posts = [make_post(thread=thread) for _ in range(2)]
    service.keep_read({(reader.id, thread.id): 2})
    service.bookmark(reader, posts[1])
    service.follow(reader, Kind.THREAD, thread.id)
    service.follow(reader, Kind.QUESTION, 41)
    service.follow(reader, Kind.CATEGORY, 42)
    db.session.commit()

    found = queries.standing(reader.id, thread.id, posts=(1, 3), questions=[41, 42])
    assert found == queries.Standing(2, frozenset({posts[1].id}), True, frozenset({41}))
    other = queries.standing(make_citizen().id, thread.id, posts=(1, 3), questions=[41, 42])
    assert other == queries.Standing()
    before = queries.standing(reader.id, thread.id, posts=(1, 2), questions=[])
    assert before == queries.Standing(2, frozenset(), True, frozenset())


def test_a_thread_never_opened_is_new_for_a_month() -> None:
    reader, thread = make_citizen(), make_thread()
    assert queries.news_in(reader.id, [thread.id]) == {thread.id: (1, None)}
    thread.last_post_at = clock.now() - FRESH - timedelta(minutes=1)
    db.session.commit()
    assert queries.news_in(reader.id, [thread.id]) == {}


def test_a_thread_once_opened_is_new_whenever_something_comes() -> None:
    reader, thread = make_citizen(), make_thread()
    service.keep_read({(reader.id, thread.id): 1})
    db.session.commit()
    assert queries.news_in(reader.id, [thread.id]) == {}
    make_post(thread=thread)
    thread.last_post_at = clock.now() - 2 * FRESH
    db.session.commit()
    assert queries.news_in(reader.id, [thread.id]) == {thread.id: (2, 1)}


def test_a_waiting_reply_is_no_news() -> None:
    reader, thread = make_citizen(), make_thread()
    service.keep_read({(reader.id, thread.id): 1})
    make_pending_reply(thread=thread)
    assert queries.news_in(reader.id, [thread.id]) == {}
    assert queries.first_after(thread.id, 1) is None


def test_the_first_place_behind_a_number() -> None:
    thread = make_thread()
    posts = [make_post(thread=thread) for _ in range(3)]
    show_or_hide(posts[0], Outcome.HIDE)
    assert queries.first_after(thread.id, 1) == (posts[0].id, 2)
    assert queries.first_after(thread.id, 3) == (posts[2].id, 4)
    assert queries.first_after(thread.id, 4) is None


def shown_to(person: Person) -> tuple[str | None, str]:
    """Words and title that the person's bookmark shows."""
    db.session.commit()
    row = queries.bookmarks_of(person, None, 10)[0]
    return row.html, row.title


def test_a_bookmark_shows_the_words_of_a_public_post() -> None:
    reader = make_citizen()
    service.bookmark(reader, make_post(body="Lời công khai."))
    html, title = shown_to(reader)
    assert html is not None and "Lời công khai." in html
    assert title == "Nước sinh hoạt ở bản"


@pytest.mark.parametrize("outcome", [Outcome.HIDE, Outcome.REMOVE])
def test_a_bookmark_shows_no_word_of_a_post_that_was_closed(outcome: Outcome) -> None:
    reader, post = make_citizen(), make_post(body="DẤU-KÍN")
    service.bookmark(reader, post)
    db.session.commit()
    show_or_hide(post, outcome)
    assert shown_to(reader)[0] is None


def test_a_bookmark_shows_no_title_that_is_hidden() -> None:
    reader, thread = make_citizen(), make_thread(title="DẤU-KÍN")
    post = make_post(thread=thread)
    service.bookmark(reader, post)
    opening = db.session.scalars(
        sa.select(Post).where(Post.opening, Post.thread_id == thread.id)
    ).first()
    assert opening is not None
    show_or_hide(opening, Outcome.HIDE)
    html, title = shown_to(reader)
    assert html is not None and title == ""
    assert queries.thread_titles([thread.id]) == {thread.id: ""}
