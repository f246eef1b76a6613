"""What readers of a merged thread had read and followed counts in the one that took its posts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import db
from forum.following import queries, service
from forum.following.lifecycle import Kind
from forum.following.models import ReadMark
from forum.threads.models import Thread
from tests.factories.people import make_citizen
from tests.factories.threads import make_post, make_thread
from tests.threads.shapes import merge

Drain = Callable[[], int]
pytestmark = pytest.mark.usefixtures("app")


def thread_of(posts: int) -> Thread:
    thread = make_thread()
    for _ in range(posts - 1):
        make_post(thread=thread)
    return thread


def reader(marks: dict[Thread, int]) -> Person:
    person = make_citizen()
    service.keep_read({(person.id, thread.id): number for thread, number in marks.items()})
    db.session.commit()
    return person


def test_marks_follow_where_everything_before_was_read(drain_outbox: Drain) -> None:
    source, into = thread_of(3), thread_of(2)
    all_of_both, some = reader({source: 3, into: 2}), reader({source: 2, into: 2})
    behind, never = reader({source: 3, into: 1}), reader({source: 3})
    only_there = reader({into: 2})
    merge(source, into)
    drain_outbox()

    people = (all_of_both, some, behind, never, only_there)
    assert [queries.read_up_to(person.id, into.id) for person in people] == [5, 4, 1, 0, 2]
    left = sa.select(sa.func.count()).where(ReadMark.thread_id == source.id)
    assert db.session.scalar(left) == 0


def test_what_was_read_after_the_merge_is_not_unread_again(drain_outbox: Drain) -> None:
    source, into = thread_of(2), thread_of(1)
    person = reader({source: 1, into: 1})
    merge(source, into)
    service.keep_read({(person.id, into.id): 3})
    db.session.commit()
    drain_outbox()
    service.join_marks(source.id, into.id, 2)
    assert queries.read_up_to(person.id, into.id) == 3


def test_a_thread_that_was_read_and_followed_brings_only_what_is_new(drain_outbox: Drain) -> None:
    source, into = thread_of(2), thread_of(2)
    person = reader({source: 2, into: 2})
    service.follow(person, Kind.THREAD, source.id)
    db.session.commit()
    merge(source, into)
    drain_outbox()
    assert queries.news_in(person.id, [into.id]) == {}
    make_post(thread=into)
    assert queries.news_in(person.id, [into.id]) == {into.id: (5, 4)}
    assert queries.is_following(person, Kind.THREAD, into.id)
