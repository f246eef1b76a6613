"""Making a wording public, and the stored counters that follow: the one owner of
``Thread.last_number``, ``Thread.replies``, ``Thread.last_post_at``, ``Thread.first_published_at``.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

import sqlalchemy as sa

from forum.core import clock
from forum.core.db import db, rows
from forum.core.errors import Conflict
from forum.threads.lifecycle import (
    POST_MOVES,
    REVISION_MOVES,
    Basis,
    PostState,
    RevisionState,
    check_move,
)
from forum.threads.models import Post, Revision, Thread


def move_revision(
    revision: Revision,
    state: RevisionState,
    *,
    seen_version: int,
    basis: Basis | None = None,
    judge_id: int | None = None,
) -> None:
    """The revision is in ``state``, if it still is as it was seen; Conflict otherwise.

    A conditional UPDATE, so that of two simultaneous judgements exactly one succeeds.
    """
    check_move(REVISION_MOVES, revision.state, state)
    moment = clock.now() if judge_id is not None else None
    changed = db.session.execute(
        sa.update(Revision)
        .where(Revision.id == revision.id, Revision.version == seen_version)
        .where(Revision.state == revision.state)
        .values(
            state=state,
            basis=basis,
            decided_by_id=judge_id,
            decided_at=moment,
            version=Revision.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("revision")
    db.session.expire(revision, ["state", "basis", "decided_by_id", "decided_at", "version"])


def publish(revision: Revision) -> None:
    """The approved revision is what readers see of its post; a first publication gives the post
    its number and, for an opening post, makes the thread readable.

    The thread's counters are changed at once, the post with the next flush.
    """
    post = revision.post
    if post.published_at is None:
        check_move(POST_MOVES, post.state, PostState.PUBLIC)
        post.published_at = clock.now()
        post.number = _count(post, post.published_at)
        post.state = PostState.PUBLIC
    post.published_revision_id = revision.id


COUNTERS = ["first_published_at", "last_post_at", "last_number", "replies"]
_THREAD = cast(sa.Table, Thread.__table__)
# A text that was sent while its thread was merged into another finds no row here.
_OF_THREAD = sa.update(_THREAD).where(
    _THREAD.c.id == sa.bindparam("thread_id"), _THREAD.c.merged_into_id.is_(None)
)
_OPENED = _OF_THREAD.values(
    first_published_at=sa.bindparam("moment"), last_post_at=sa.bindparam("moment")
)
# One statement, so that the number and the counter cannot part, and the row is locked once.
_REPLIED = _OF_THREAD.values(
    last_number=_THREAD.c.last_number + 1,
    replies=_THREAD.c.replies + 1,
    last_post_at=sa.bindparam("moment"),
)


def _count(post: Post, moment: datetime) -> int:
    """The thread knows of the post; the post's number in it."""
    counting = (_OPENED if post.opening else _REPLIED).returning(_THREAD.c.last_number)
    counted = rows(counting, thread_id=post.thread_id, moment=moment)
    if not counted:
        post.thread = _target(post.thread_id)
        counted = rows(counting, thread_id=post.thread.id, moment=moment)
    db.session.expire(post.thread, COUNTERS)
    number: int = counted[0][0]
    return 1 if post.opening else number


_HELD = _OF_THREAD.values(last_number=_THREAD.c.last_number)


def find_place(post: Post) -> None:
    """A new reply that waits stands in the thread that answers for the one it was sent to. The
    UPDATE changes nothing: it waits for a merge that is under way, and makes the next one wait."""
    held = db.session.execute(_HELD, {"thread_id": post.thread_id})
    if held.rowcount != 1:  # type: ignore[attr-defined]
        post.thread = _target(post.thread_id)


def _target(thread_id: int) -> Thread:
    """The thread into which this one was merged."""
    query = sa.select(_THREAD.c.merged_into_id).where(_THREAD.c.id == thread_id)
    return db.session.get_one(Thread, rows(query)[0][0])


def recount(thread: Thread) -> None:
    """The counters say what the posts say, after some came or left; ``last_number`` never falls,
    for the numbers of posts that left are not given again."""
    public = Post.published_at.is_not(None)
    query = sa.select(
        sa.func.count(sa.case((sa.and_(public, sa.not_(Post.opening)), 1))).label("replies"),
        sa.type_coerce(sa.func.max(Post.published_at), Post.published_at.type).label("last"),
        sa.func.coalesce(sa.func.max(Post.number), 1).label("highest"),
    )
    said = rows(query.where(Post.thread_id == thread.id))[0]
    kept = _THREAD.c.last_number
    values = {
        "replies": said.replies,
        "last_post_at": said.last or thread.last_post_at,
        "last_number": sa.case((kept > said.highest, kept), else_=said.highest),
    }
    db.session.execute(sa.update(_THREAD).where(_THREAD.c.id == thread.id).values(values))
    db.session.expire(thread, COUNTERS)


def move_post(post: Post, state: PostState) -> None:
    """The post is in ``state``. Its number, its replies and its thread stay."""
    check_move(POST_MOVES, post.state, state)
    post.state = state
    db.session.flush()
