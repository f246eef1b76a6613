"""Reading where posts stand and stood, and what happened to a thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.core.db import db, rows
from forum.core.errors import NotFound
from forum.threads.models import FormerPlace, Post, Thread, ThreadEvent
from forum.threads.queries.posts import post_rows
from forum.threads.queries.visibility import READER, for_each_kind, places_readable_by

_HERE: sa.BindParameter[int] = sa.bindparam("thread", type_=sa.Integer)
_EVENTS = (
    sa.select(
        ThreadEvent.thread_id,
        ThreadEvent.at,
        ThreadEvent.kind,
        ThreadEvent.by_role,
        ThreadEvent.detail,
    )
    .where(
        sa.or_(
            ThreadEvent.thread_id == _HERE,
            ThreadEvent.thread_id.in_(sa.select(Thread.id).where(Thread.merged_into_id == _HERE)),
        )
    )
    .order_by(ThreadEvent.id.desc())
    .limit(sa.bindparam("size"))
)


def events_of(thread_id: int, size: int) -> Sequence[Any]:
    """The newest lines of a thread's time line, newest first, with those of the threads that were
    merged into it; who reads the thread reads them."""
    return rows(_EVENTS, thread=thread_id, size=size)


def post_numbered(actor: Actor, thread_id: int, number: int) -> int:
    """The id of the post that has or had this number in this thread, wherever it stands now;
    NotFound where it has no place for this actor."""
    former = sa.select(FormerPlace.post_id).where(
        FormerPlace.thread_id == thread_id, FormerPlace.number == number
    )
    here = sa.and_(Post.thread_id == thread_id, Post.number == number)
    query = (
        sa.select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(sa.or_(here, Post.id == former.scalar_subquery()), places_readable_by(actor))
    )
    found = db.session.scalar(query, {READER: actor.actor_id})
    if found is None:
        raise NotFound("post")
    return found


@for_each_kind
def _movable(actor: Actor) -> sa.Select[Any]:
    after = sa.bindparam("number", type_=sa.Integer)
    chosen = post_rows(actor).where(Post.number > after, sa.not_(Post.opening))
    # An office's replies follow their question, and never go alone.
    return chosen.where(Post.agency_id.is_(None)).order_by(Post.number)


def movable_posts(actor: Actor, thread_id: int, number: int, size: int) -> Sequence[Any]:
    """Rows of the posts behind ``number`` that can be chosen to leave the thread."""
    where = {"thread": thread_id, "number": number, "size": size}
    return rows(_movable(actor), **where, reader=actor.actor_id)
