"""Threads reshaped by the board, and what stands in them afterwards."""

from __future__ import annotations

import sqlalchemy as sa

from forum.core.db import db
from forum.threads import queries, service
from forum.threads.models import Happening, Post, Thread
from tests.factories.people import make_moderator


def numbers(thread: Thread) -> list[tuple[int | None, int]]:
    """(number, post) of all posts of the thread, in order."""
    query = sa.select(Post.number, Post.id).where(Post.thread_id == thread.id)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Post.number, Post.id))]


def opening_of(thread: Thread) -> int:
    """The id of the post that opens the thread."""
    query = sa.select(Post.id).where(Post.thread_id == thread.id, Post.opening)
    return db.session.scalars(query).one()


def counters(thread: Thread) -> tuple[int, int]:
    """The greatest number ever given in the thread, and its replies."""
    db.session.refresh(thread)
    return thread.last_number, thread.replies


def kinds(thread: Thread) -> list[Happening]:
    """The time line, the oldest first."""
    return [row.kind for row in queries.shape.events_of(thread.id, 100)][::-1]


def merge(source: Thread, into: Thread) -> None:
    service.merge_threads(make_moderator(), source, into=into)
    db.session.commit()


def split(thread: Thread, *posts: Post, title: str = "Chuyện khác") -> Thread:
    begun = service.split_thread(
        make_moderator(), thread, posts=[post.id for post in posts], title=title
    )
    db.session.commit()
    return begun
