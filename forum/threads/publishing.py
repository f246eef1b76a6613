"""Making a wording public, and the stored counters that follow: the one owner of
``Thread.last_number``, ``Thread.replies`` and ``Thread.last_post_at``."""

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


_THREAD = cast(sa.Table, Thread.__table__)
_OF_THREAD = sa.update(_THREAD).where(_THREAD.c.id == sa.bindparam("thread_id"))
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
    number: int = rows(counting, thread_id=post.thread_id, moment=moment)[0][0]
    db.session.expire(post.thread, ["first_published_at", "last_post_at", "last_number", "replies"])
    return 1 if post.opening else number


def move_post(post: Post, state: PostState) -> None:
    """The post is in ``state``. Its number, its replies and its thread stay."""
    check_move(POST_MOVES, post.state, state)
    post.state = state
    db.session.flush()
