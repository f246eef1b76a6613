"""Making a wording public, and the stored counters that follow: the one owner of
``Thread.last_number``, ``Thread.replies`` and ``Thread.last_post_at``."""

from __future__ import annotations

import sqlalchemy as sa

from forum.core import clock
from forum.core.db import db
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
    db.session.refresh(revision)


def publish(revision: Revision) -> None:
    """The approved revision is what readers see of its post; a first publication gives the post
    its number and, for an opening post, makes the thread readable."""
    post = revision.post
    first = post.published_at is None
    if first:
        check_move(POST_MOVES, post.state, PostState.PUBLIC)
        post.number = _next_number(post)
        post.published_at = clock.now()
        post.state = PostState.PUBLIC
    post.published_revision_id = revision.id
    db.session.flush()
    if first:
        _count(post)


def _next_number(post: Post) -> int:
    if post.opening:
        return 1
    return db.session.execute(
        sa.update(Thread)
        .where(Thread.id == post.thread_id)
        .values(last_number=Thread.last_number + 1)
        .returning(Thread.last_number)
        .execution_options(synchronize_session=False)
    ).scalar_one()


def _count(post: Post) -> None:
    values: dict[str, object] = {"last_post_at": post.published_at}
    if post.opening:
        values["first_published_at"] = post.published_at
    else:
        values["replies"] = Thread.replies + 1
    db.session.execute(
        sa.update(Thread)
        .where(Thread.id == post.thread_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    db.session.expire(post, ["thread"])
    if post.thread:
        db.session.refresh(post.thread)


def move_post(post: Post, state: PostState) -> None:
    """The post is in ``state``. Its number, its replies and its thread stay."""
    check_move(POST_MOVES, post.state, state)
    post.state = state
    db.session.flush()
