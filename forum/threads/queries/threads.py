"""Reading categories and threads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core.db import Moment, db
from forum.core.errors import NotFound
from forum.places.models import Agency
from forum.threads.lifecycle import PostState
from forum.threads.models import Category, Post, Revision, Thread
from forum.threads.queries.visibility import Published, authored_by, places_readable_by


def categories() -> Sequence[Category]:
    """All categories in their order."""
    return db.session.scalars(sa.select(Category).order_by(Category.position, Category.id)).all()


def get_category(slug: str) -> Category:
    """The category at this address; NotFound when there is none."""
    category = db.session.scalar(sa.select(Category).where(Category.slug == slug))
    if category is None:
        raise NotFound("category")
    return category


def get_thread_for(actor: Actor, thread_id: int) -> tuple[Thread, str]:
    """The thread with its category, and the title this actor may read; else NotFound.

    A thread is readable once its opening post was ever published; before that only its author
    knows of it. The title of a hidden opening post is not shown.
    """
    latest = (
        sa.select(Revision.title)
        .where(Revision.post_id == Post.id)
        .order_by(Revision.ordinal.desc())
        .limit(1)
        .scalar_subquery()
    )
    title = sa.case(
        (Post.state == PostState.PUBLIC, Published.title), (authored_by(actor), latest), else_=""
    )
    row = db.session.execute(
        sa.select(Thread, title)
        .join(Post, sa.and_(Post.thread_id == Thread.id, Post.opening))
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .join(Thread.category)
        .options(contains_eager(Thread.category))
        .where(Thread.id == thread_id, places_readable_by(actor))
    ).first()
    if row is None:
        raise NotFound("thread")
    return row[0], row[1] or ""


def _rows() -> sa.Select[Any]:
    return (
        sa.select(
            Thread.id,
            Thread.last_post_at,
            Thread.replies,
            Thread.pinned_at,
            Thread.locked_at,
            Post.state,
            Post.named,
            Post.author_kind,
            Post.author_name,
            sa.case((Post.state == PostState.PUBLIC, Published.title)).label("title"),
            Person.display_name.label("member_name"),
            Agency.name.label("agency_name"),
            Category.slug.label("category_slug"),
            Category.name.label("category_name"),
        )
        .join(Post, sa.and_(Post.thread_id == Thread.id, Post.opening))
        .join(Category, Category.id == Thread.category_id)
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .outerjoin(Person, Person.id == Post.author_id)
        .outerjoin(Agency, Agency.id == Post.agency_id)
        .where(Thread.first_published_at.is_not(None))
    )


def thread_rows(
    category: Category | None, before: tuple[datetime, int] | None, size: int
) -> Sequence[Any]:
    """Rows for the thread list, last activity first; ``before`` is the key of the last row seen."""
    query = _rows()
    if category is not None:
        query = query.where(Thread.category_id == category.id)
    if before is not None:
        moment = sa.literal(before[0], Moment())
        query = query.where(
            sa.or_(
                Thread.last_post_at < moment,
                sa.and_(Thread.last_post_at == moment, Thread.id < before[1]),
            )
        )
    query = query.order_by(Thread.last_post_at.desc(), Thread.id.desc()).limit(size)
    return db.session.execute(query).all()


def pinned_rows(category: Category | None) -> Sequence[Any]:
    """Rows of the pinned threads of a category, or of all, newest pin first."""
    query = _rows().where(Thread.pinned_at.is_not(None))
    if category is not None:
        query = query.where(Thread.category_id == category.id)
    return db.session.execute(query.order_by(Thread.pinned_at.desc()).limit(10)).all()


def thread_counts() -> dict[int, int]:
    """Category id → number of readable threads."""
    query = (
        sa.select(Thread.category_id, sa.func.count())
        .where(Thread.first_published_at.is_not(None))
        .group_by(Thread.category_id)
    )
    return dict(db.session.execute(query).all())
