"""Marks, bookmarks and subscriptions as rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.accounts.actors import Guest
from forum.accounts.models import Person
from forum.audit.models import AuditRow
from forum.core.db import content_is_changing, db
from forum.core.errors import Forbidden, NotFound
from forum.following import policy, queries, service
from forum.following.lifecycle import Kind
from forum.following.models import Bookmark, ReadMark, Subscription
from forum.moderation.lifecycle import Outcome
from forum.threads.lifecycle import CategoryMode
from forum.threads.service import edit_post
from tests.factories.moderation import judge, show_or_hide
from tests.factories.people import make_citizen
from tests.factories.threads import (
    make_category,
    make_pending_thread,
    make_post,
    make_thread,
    seen,
    words,
)

Drain = Callable[[], int]
pytestmark = pytest.mark.usefixtures("app")


def number_of(person: Person, thread_id: int) -> int:
    db.session.commit()
    return queries.read_up_to(person.id, thread_id)


def test_of_two_marks_the_greater_number_stays() -> None:
    reader, thread = make_citizen(), make_thread()
    for number in (3, 7, 5):
        service.keep_read({(reader.id, thread.id): number})
    assert number_of(reader, thread.id) == 7
    assert db.session.scalar(sa.select(sa.func.count(ReadMark.id))) == 1


def test_many_marks_are_kept_at_once() -> None:
    first, second, thread = make_citizen(), make_citizen(), make_thread()
    service.keep_read({(first.id, thread.id): 2, (second.id, thread.id): 1})
    assert (number_of(first, thread.id), number_of(second, thread.id)) == (2, 1)


def test_everything_in_a_category_can_be_marked_as_read() -> None:
    reader, category = make_citizen(), make_category()
    opened, untouched = make_thread(category=category), make_thread(category=category)
    elsewhere = make_thread()
    make_post(thread=opened)
    make_post(thread=opened)
    service.keep_read({(reader.id, opened.id): 1})
    ids = [opened.id, untouched.id, elsewhere.id]
    assert set(queries.news_in(reader.id, ids)) == set(ids)

    service.read_all(reader, category)
    db.session.commit()

    assert set(queries.news_in(reader.id, ids)) == {elsewhere.id}
    assert number_of(reader, opened.id) == 3


def test_marking_all_as_read_knows_nothing_of_waiting_threads() -> None:
    reader, category = make_citizen(), make_category()
    make_pending_thread(category=category)
    service.read_all(reader, category)
    db.session.commit()
    assert db.session.scalars(sa.select(ReadMark)).all() == []


def test_a_post_stands_among_the_bookmarks_once() -> None:
    reader, post = make_citizen(), make_post()
    service.bookmark(reader, post)
    service.bookmark(reader, post)
    db.session.commit()
    assert db.session.scalars(sa.select(Bookmark.post_id)).all() == [post.id]
    service.drop_bookmark(reader, post_id=post.id)
    service.drop_bookmark(reader, post_id=post.id)
    db.session.commit()
    assert db.session.scalars(sa.select(Bookmark)).all() == []


def test_nobody_drops_another_persons_bookmark() -> None:
    reader, other, post = make_citizen(), make_citizen(), make_post()
    service.bookmark(reader, post)
    service.drop_bookmark(other, post_id=post.id)
    db.session.commit()
    assert db.session.scalars(sa.select(Bookmark.person_id)).all() == [reader.id]


def test_only_what_everybody_reads_can_be_bookmarked() -> None:
    author = make_citizen()
    waiting = make_pending_thread(author).post
    hidden = make_post()
    show_or_hide(hidden, Outcome.HIDE)
    for post in (waiting, hidden):
        assert not policy.may_bookmark(author, post)
        with pytest.raises(Forbidden):
            service.bookmark(author, post)


def test_a_guest_keeps_and_follows_nothing() -> None:
    thread, post = make_thread(), make_post()
    for act in (
        lambda: service.bookmark(Guest(), post),
        lambda: service.follow(Guest(), Kind.THREAD, thread.id),
        lambda: service.read_all(Guest(), thread.category),
    ):
        with pytest.raises(Forbidden):
            act()


def test_following_twice_is_following_once_and_leaving_ends_it() -> None:
    reader, thread = make_citizen(), make_thread()
    service.follow(reader, Kind.THREAD, thread.id)
    service.follow(reader, Kind.THREAD, thread.id)
    db.session.commit()
    assert list(queries.followers(Kind.THREAD, thread.id)) == [reader.id]
    service.leave(reader, Kind.THREAD, thread.id)
    service.leave(reader, Kind.THREAD, thread.id)
    db.session.commit()
    assert list(queries.followers(Kind.THREAD, thread.id)) == []


def test_the_same_number_of_another_kind_is_another_thing() -> None:
    reader = make_citizen()
    service.follow(reader, Kind.THREAD, 1)
    db.session.commit()
    assert list(queries.followers(Kind.CATEGORY, 1)) == []


def test_nobody_ends_another_persons_subscription() -> None:
    reader, other = make_citizen(), make_citizen()
    service.follow(reader, Kind.THREAD, make_thread().id)
    db.session.commit()
    held = db.session.scalars(sa.select(Subscription)).one()
    with pytest.raises(NotFound):
        queries.get_subscription_for(other, held.id)
    with pytest.raises(Forbidden):
        service.end(other, held)


def test_whoever_opens_a_thread_follows_it_and_may_leave_it_for_good(drain_outbox: Drain) -> None:
    author = make_citizen()
    held = make_pending_thread(author)
    drain_outbox()
    thread = held.post.thread_id
    assert list(queries.followers(Kind.THREAD, thread)) == [author.id]

    service.leave(author, Kind.THREAD, thread)
    judge(held, Outcome.APPROVE)
    later = edit_post(
        author, held.post, wording=words("Nói lại.", "Tên"), seen_wording=seen(held.post)
    )
    db.session.commit()
    judge(later, Outcome.APPROVE)
    drain_outbox()

    assert list(queries.followers(Kind.THREAD, thread)) == []


def test_whoever_opens_a_thread_that_is_published_at_once_follows_it(drain_outbox: Drain) -> None:
    author, category = make_citizen(), make_category(mode=CategoryMode.AFTER)
    for _ in range(2):
        make_thread(author)
    sent = make_pending_thread(author, category=category)
    assert sent.hold_reasons == []
    drain_outbox()
    assert list(queries.followers(Kind.THREAD, sent.post.thread_id)) == [author.id]


def test_a_reply_makes_nobody_a_follower(drain_outbox: Drain) -> None:
    writer = make_citizen()
    thread = make_post(writer).thread
    drain_outbox()
    assert writer.id not in queries.followers(Kind.THREAD, thread.id)


def test_a_merged_threads_followers_follow_the_other_once() -> None:
    first, both = make_citizen(), make_citizen()
    source, target = make_thread(), make_thread()
    service.follow_all(Kind.THREAD, source.id, [first.id, both.id])
    service.follow_all(Kind.THREAD, target.id, [both.id])
    service.join_threads(source.id, target.id)
    db.session.commit()
    assert list(queries.followers(Kind.THREAD, target.id)) == [first.id, both.id]
    assert list(queries.followers(Kind.THREAD, source.id)) == []


def test_no_act_is_recorded_for_ever_and_none_changes_a_public_page() -> None:
    reader, thread, post = make_citizen(), make_thread(), make_post()
    service.bookmark(reader, post)
    service.drop_bookmark(reader, post_id=post.id)
    service.follow(reader, Kind.THREAD, thread.id)
    service.leave(reader, Kind.THREAD, thread.id)
    service.read_all(reader, thread.category)
    assert not content_is_changing()
    mine = sa.select(AuditRow.act).where(AuditRow.actor_id == reader.id)
    assert db.session.scalars(mine).all() == []
