"""Lists of threads, a page by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.core.db import Moment, db, rows
from forum.core.errors import NotFound
from forum.core.freshness import Kept
from forum.places.models import Agency
from forum.threads.lifecycle import CategoryMode, PostState
from forum.threads.models import Category, FormerSlug, Post, Thread
from forum.threads.queries.threads import categories
from forum.threads.queries.visibility import OPENING, Published


def _listed(page: sa.Select[Any]) -> sa.Select[Any]:
    """Rows for the list of the threads of ``page``. They are chosen first, by an index: left to
    itself SQLite walks through every post of the forum (10 ms at 50,000 posts)."""
    chosen = aliased(Thread, page.subquery("chosen"))
    return (
        sa.select(
            chosen.id,
            chosen.last_post_at,
            chosen.replies,
            chosen.pinned_at,
            chosen.locked_at,
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
        .select_from(chosen)
        .join(Post, sa.and_(Post.thread_id == chosen.id, OPENING))
        .join(Category, Category.id == chosen.category_id)
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .outerjoin(Person, Person.id == Post.author_id)
        .outerjoin(Agency, Agency.id == Post.agency_id)
        .order_by(chosen.last_post_at.desc(), chosen.id.desc())
    )


_readable = sa.select(Thread).where(Thread.first_published_at.is_not(None))


@lru_cache(maxsize=4)
def _page(*, of_category: bool, begun: bool) -> sa.Select[Any]:
    """One page of a list: of one category or of all, the first or a later one."""
    page = _readable.order_by(Thread.last_post_at.desc(), Thread.id.desc())
    if of_category:
        page = page.where(Thread.category_id == sa.bindparam("category", type_=sa.Integer))
    if begun:
        moment = sa.bindparam("moment", type_=Moment())
        last = sa.bindparam("last", type_=sa.Integer)
        same = sa.and_(Thread.last_post_at == moment, Thread.id < last)
        page = page.where(sa.or_(Thread.last_post_at < moment, same))
    return _listed(page.limit(sa.bindparam("size", type_=sa.Integer)))


def thread_rows(
    category: Subject | None, before: tuple[datetime, int] | None, size: int
) -> Sequence[Any]:
    """Rows for the thread list, last activity first; ``before`` is the key of the last row seen."""
    statement = _page(of_category=category is not None, begun=before is not None)
    moment, last = before if before else (None, None)
    of = category.id if category else None
    return rows(statement, category=of, moment=moment, last=last, size=size)


_pinned = _listed(
    _readable.where(Thread.id.in_(sa.bindparam("ids", type_=sa.Integer, expanding=True)))
)
PINNED = 10  # shown on top of a list


def _pins() -> list[tuple[int, int]]:
    """(thread, category) of every pinned thread that can be read, newest pin first."""
    query = sa.select(Thread.id, Thread.category_id).where(Thread.pinned_at.is_not(None))
    query = query.where(Thread.first_published_at.is_not(None))
    found = db.session.execute(query.order_by(Thread.pinned_at.desc()))
    return [(row.id, row.category_id) for row in found]


_kept_pins = Kept(_pins)


def pinned_rows(category: Subject | None) -> Sequence[Any]:
    """Rows of the pinned threads of a category, or of all, newest pin first."""
    of = category.id if category else None
    ids = [thread for thread, where in _kept_pins.get() if of in {None, where}][:PINNED]
    if not ids:
        return []
    return sorted(rows(_pinned, ids=ids), key=lambda row: ids.index(row.id))


@dataclass(frozen=True)
class Subject:
    """A category as lists show it; texts by language tag."""

    id: int
    slug: str
    name: dict[str, str]
    description: dict[str, str]
    mode: CategoryMode
    threads: int  # of its own, not of those below it
    parent_id: int | None = None
    archived: bool = False


def _subjects() -> list[Subject]:
    query = sa.select(Thread.category_id, sa.func.count())
    query = query.where(Thread.first_published_at.is_not(None)).group_by(Thread.category_id)
    counts = {row[0]: row[1] for row in db.session.execute(query)}
    return [
        Subject(
            c.id,
            c.slug,
            c.name,
            c.description,
            c.mode,
            counts.get(c.id, 0),
            c.parent_id,
            c.archived_at is not None,
        )
        for c in categories()
    ]


_kept_subjects = Kept(_subjects)


def categories_with_counts() -> Sequence[Subject]:
    """All categories in their order, archived ones last, each with its number of readable
    threads."""
    return _kept_subjects.get()


def nested(subjects: Sequence[Subject]) -> list[tuple[Subject, list[Subject]]]:
    """Each category that stands in no other of these, with those that stand in it."""
    ids = {one.id for one in subjects}
    return [
        (top, [one for one in subjects if one.parent_id == top.id])
        for top in subjects
        if top.parent_id not in ids
    ]


def present_slug(former: str) -> str:
    """Where the category stands now that had the address ``former``; NotFound when none had."""
    query = sa.select(Category.slug).join(FormerSlug).where(FormerSlug.slug == former)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("category")
    return found
