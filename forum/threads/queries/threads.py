"""Reading categories and single threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from forum.accounts.actors import Actor
from forum.core.db import db, rows
from forum.core.errors import NotFound
from forum.threads.lifecycle import PostState
from forum.threads.models import Category, Post, Revision, Thread
from forum.threads.queries.visibility import (
    OPENING,
    READER,
    Published,
    authored_by,
    for_each_kind,
    places_readable_by,
)


def categories() -> Sequence[Category]:
    """All categories in their order, archived ones last."""
    ordered = (Category.archived_at.is_not(None), Category.position, Category.id)
    return db.session.scalars(sa.select(Category).order_by(*ordered)).all()


def get_category(slug: str) -> Category:
    """The category at this address; NotFound when there is none."""
    category = db.session.scalar(sa.select(Category).where(Category.slug == slug))
    if category is None:
        raise NotFound("category")
    return category


def _title_for(actor: Actor) -> sa.ColumnElement[str]:
    """The title of a thread this actor may read; "" where its words are hidden."""
    latest = (
        sa.select(Revision.title)
        .where(Revision.post_id == Post.id)
        .order_by(Revision.ordinal.desc())
        .limit(1)
        .scalar_subquery()
    )
    public = (Post.state == PostState.PUBLIC, Published.title)
    return sa.func.coalesce(sa.case(public, (authored_by(actor), latest), else_=""), "")


def get_thread_for(actor: Actor, thread_id: int) -> tuple[Thread, str]:
    """The thread with its category, and the title this actor may read; else NotFound.

    A thread is readable once its opening post was ever published; before that only its author
    knows of it. The title of a hidden opening post is not shown.
    """
    known = {"thread": thread_id, READER: actor.actor_id}
    row = db.session.execute(_with_title(actor), known).first()
    if row is None:
        raise _absent(thread_id)
    return row[0], row[1]


@for_each_kind
def _with_title(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Thread, _title_for(actor))
        .select_from(Thread)
        .join(Post, sa.and_(Post.thread_id == Thread.id, OPENING))
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .join(Thread.category)
        .options(contains_eager(Thread.category))
        .where(Thread.id == sa.bindparam("thread", type_=sa.Integer), places_readable_by(actor))
    )


@for_each_kind
def _head(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Thread.id,
            Thread.last_number,
            Thread.last_post_at,
            Thread.replies,
            Thread.first_published_at,
            Thread.pinned_at,
            Thread.locked_at,
            Thread.mode,
            Category.mode.label("category_mode"),
            Category.slug.label("category_slug"),
            Category.name.label("category_name"),
            _title_for(actor).label("title"),
        )
        .select_from(Thread)
        .join(Post, sa.and_(Post.thread_id == Thread.id, OPENING))
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .join(Category, Category.id == Thread.category_id)
        .where(Thread.id == sa.bindparam("thread", type_=sa.Integer), places_readable_by(actor))
    )


def get_head_for(actor: Actor, thread_id: int) -> Any:
    """What the page of a thread says above its posts, by the rules of ``get_thread_for``."""
    found = rows(_head(actor), thread=thread_id, reader=actor.actor_id)
    if not found:
        raise _absent(thread_id)
    return found[0]


class Merged(NotFound):
    """The thread's posts stand in the thread ``into_id``, which answers for it."""

    def __init__(self, into_id: int) -> None:
        super().__init__("merged")
        self.into_id = into_id


_INTO = sa.select(Thread.merged_into_id).where(Thread.id == sa.bindparam("thread"))


def _absent(thread_id: int) -> NotFound:
    found = rows(_INTO, thread=thread_id)
    return Merged(found[0][0]) if found and found[0][0] else NotFound("thread")
