"""Posts that change their thread: new numbers at its end, the old ones kept for ever.

The one writer of ``Post.thread_id`` after a post's first publication, and of ``FormerPlace``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

import sqlalchemy as sa

from forum.core.db import db
from forum.core.errors import Conflict
from forum.threads.models import FormerPlace, Post, Thread
from forum.threads.publishing import COUNTERS, recount

_POST = cast(sa.Table, Post.__table__)
_MOVED = (
    sa.update(_POST)
    .where(_POST.c.id == sa.bindparam("post"))
    .values(
        thread_id=sa.bindparam("to"),
        number=sa.bindparam("place"),
        opening=sa.bindparam("first"),
        version=_POST.c.version + 1,  # whoever judges the post now has to look again
    )
)


def hold(*threads: Thread) -> None:
    """Nobody else reshapes these threads, or publishes in them, before this transaction ends.

    Conflict when one was merged meanwhile. In the order of their ids, so that no two wait for each
    other; an UPDATE that changes nothing is the lock that both databases have.
    """
    for thread in sorted(threads, key=lambda one: one.id):
        held = db.session.execute(
            sa.update(Thread)
            .where(Thread.id == thread.id, Thread.first_published_at.is_not(None))
            .values(last_number=Thread.last_number)
            .execution_options(synchronize_session=False)
        )
        if held.rowcount != 1:  # type: ignore[attr-defined]
            raise Conflict("thread")
        db.session.expire(thread)


def posts_of(thread: Thread, ids: Collection[int] | None = None) -> Sequence[Post]:
    """The posts of a thread that ``hold`` holds, as they stand now: all, or those of ``ids``. First
    the numbered ones in their order, then those that wait."""
    query = sa.select(Post).where(Post.thread_id == thread.id).with_for_update()
    if ids is not None:
        query = query.where(Post.id.in_(ids))
    found = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return sorted(found, key=lambda post: (post.number is None, post.number or 0, post.id))


def carry(posts: Sequence[Post], thread: Thread, *, first_number: int) -> None:
    """These posts stand in ``thread``, numbered from ``first_number`` in their order; a post with
    number 1 opens it. What waits has no number yet and goes on waiting.

    Straight over the session, some thousand posts in one go; each ``Post`` is read again.
    """
    db.session.flush()
    numbered = [post for post in posts if post.number is not None]
    numbers = {post.id: number for number, post in enumerate(numbered, first_number)}
    if numbered:
        left = [
            {"thread_id": post.thread_id, "number": post.number, "post_id": post.id}
            for post in numbered
        ]
        db.session.execute(sa.insert(cast(sa.Table, FormerPlace.__table__)), left)
    moves = [
        {
            "post": post.id,
            "to": thread.id,
            "place": numbers.get(post.id),
            "first": numbers.get(post.id) == 1,
        }
        for post in posts
    ]
    db.session.connection().execute(_MOVED, moves)
    for post in posts:
        db.session.expire(post)


def close(source: Thread, into: Thread) -> None:
    """The merged thread is listed nowhere and leads to ``into``, and with it all that led to it."""
    db.session.execute(
        sa.update(Thread)
        .where(sa.or_(Thread.id == source.id, Thread.merged_into_id == source.id))
        .values(merged_into_id=into.id, first_published_at=None, pinned_at=None)
        .execution_options(synchronize_session=False)
    )
    db.session.expire(source)


def settle(*threads: Thread) -> None:
    """Counters and objects say what the rows say."""
    for thread in threads:
        recount(thread)
        db.session.expire(thread, COUNTERS)
