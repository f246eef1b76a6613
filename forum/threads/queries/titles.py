"""Titles of many threads at once, for lists that name a thread by its number."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor
from forum.core.db import db
from forum.threads.models import Post, Thread
from forum.threads.queries.threads import _title_for
from forum.threads.queries.visibility import (
    OPENING,
    READER,
    Published,
    places_readable_by,
)


def titles_of_threads(actor: Actor, numbers: Collection[int]) -> dict[int, str]:
    """Number → title, "" where it is hidden; of the threads that this actor may read."""
    if not numbers:
        return {}
    return _found(actor, _titles(actor, Thread.id).where(Thread.id.in_(numbers)))


def titles_of_posts(actor: Actor, numbers: Collection[int]) -> dict[int, str]:
    """The number of an own post → title of its thread."""
    if not numbers:
        return {}
    own = aliased(Post)
    query = _titles(actor, own.id).join(own, own.thread_id == Thread.id)
    mine = own.author_id == sa.bindparam(READER, type_=sa.Integer)
    return _found(actor, query.where(own.id.in_(numbers), mine))


def _titles(actor: Actor, number: Any) -> sa.Select[Any]:
    return (
        sa.select(number, _title_for(actor))
        .select_from(Thread)
        .join(Post, sa.and_(Post.thread_id == Thread.id, OPENING))
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .where(places_readable_by(actor))
    )


def _found(actor: Actor, query: sa.Select[Any]) -> dict[int, str]:
    return {row[0]: row[1] for row in db.session.execute(query, {READER: actor.actor_id})}
