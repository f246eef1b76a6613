"""Up to where a person has read, and what is new since then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.core import clock
from forum.core.db import Moment, db, rows
from forum.following.lifecycle import Kind
from forum.following.models import Bookmark, ReadMark, Subscription
from forum.threads.lifecycle import PostState
from forum.threads.models import FormerPlace, Post, Thread

FRESH = timedelta(days=30)  # a thread never opened is new for so long after its last post


def _int(name: str, *, many: bool = False) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer, expanding=many)


_WHO, _THREAD, _IDS = _int("person"), _int("thread"), _int("ids", many=True)
# The posts of a page by the numbers at its ends: a list of ids would be written into the statement
# anew for each page.
_PAGE = sa.select(Post.id).where(
    Post.thread_id == _THREAD, Post.number.between(_int("first"), _int("last"))
)


@dataclass(frozen=True)
class Standing:
    """How a person stands to one page of a thread. ``read`` is None when it was never opened."""

    read: int | None = None
    kept: frozenset[int] = frozenset()  # posts
    follows: bool = False
    asked: frozenset[int] = frozenset()  # questions that are followed


def _part(what: str, value: Any, *of: Any) -> sa.Select[Any]:
    return sa.select(sa.literal_column(f"'{what}'").label("what"), value).where(*of)


# One statement for all of them: a page of a thread has no more to spend on them.
_parts = (
    _part(
        "read",
        ReadMark.number.label("value"),
        ReadMark.person_id == _WHO,
        ReadMark.thread_id == _THREAD,
    ),
    _part("kept", Bookmark.post_id, Bookmark.person_id == _WHO, Bookmark.post_id.in_(_PAGE)),
    _part(
        "follows",
        Subscription.ref_id,
        Subscription.person_id == _WHO,
        Subscription.kind == Kind.THREAD,
        Subscription.ref_id == _THREAD,
    ),
)
_standing = sa.union_all(*_parts)
_standing_among_questions = sa.union_all(
    *_parts,
    _part(
        "asked",
        Subscription.ref_id,
        Subscription.person_id == _WHO,
        Subscription.kind == Kind.QUESTION,
        Subscription.ref_id.in_(_IDS),
    ),
)


def standing(
    person_id: int, thread_id: int, *, posts: tuple[int, int], questions: Collection[int]
) -> Standing:
    """The person's mark, bookmarks and subscriptions on a page of the thread: ``posts`` are the
    numbers of its first and last post, ``questions`` what is asked between them."""
    where = {"person": person_id, "thread": thread_id, "first": posts[0], "last": posts[1]}
    if questions:
        found = rows(_standing_among_questions, **where, ids=list(questions))
    else:
        found = rows(_standing, **where)
    values: dict[str, set[int]] = {"read": set(), "kept": set(), "follows": set(), "asked": set()}
    for row in found:
        values[row.what].add(row.value)
    return Standing(
        next(iter(values["read"]), None),
        frozenset(values["kept"]),
        bool(values["follows"]),
        frozenset(values["asked"]),
    )


_news = (
    sa.select(Thread.id, Thread.last_number, ReadMark.number)
    .outerjoin(ReadMark, sa.and_(ReadMark.thread_id == Thread.id, ReadMark.person_id == _WHO))
    .where(
        Thread.id.in_(_IDS),
        sa.or_(
            ReadMark.number < Thread.last_number,
            sa.and_(
                ReadMark.number.is_(None),
                Thread.last_post_at > sa.bindparam("since", type_=Moment()),
            ),
        ),
    )
)


def news_in(person_id: int, threads: Collection[int]) -> Mapping[int, tuple[int, int | None]]:
    """Thread → its last number and the number read, of those that hold something new."""
    if not threads:
        return {}
    since = clock.now() - FRESH
    found = rows(_news, person=person_id, ids=list(threads), since=since)
    return {row.id: (row.last_number, row.number) for row in found}


def unread_threads(person_id: int, category_id: int) -> sa.Select[Any]:
    """Rows of read marks by which nothing in the category is new to the person."""
    mine = sa.and_(ReadMark.thread_id == Thread.id, ReadMark.person_id == person_id)
    moment = clock.now()
    begun = sa.exists().where(mine)
    columns: Sequence[Any] = [
        sa.literal(person_id),
        Thread.id,
        Thread.last_number,
        sa.literal(moment, Moment()),
    ]
    return sa.select(*columns).where(
        Thread.category_id == category_id,
        Thread.first_published_at.is_not(None),
        sa.or_(Thread.last_post_at > moment - FRESH, begun),
    )


def marks_carried(source: int, target: int, first_number: int) -> sa.Select[Any]:
    """Rows of read marks in ``target`` of those who had read all that stands before
    ``first_number`` there: up to the last post of ``source`` that they had read."""
    there = aliased(ReadMark)
    beside = sa.and_(there.person_id == ReadMark.person_id, there.thread_id == target)
    last = (
        sa.select(sa.func.max(Post.number))
        .join(FormerPlace, FormerPlace.post_id == Post.id)
        .where(FormerPlace.thread_id == source, FormerPlace.number <= ReadMark.number)
        .where(Post.thread_id == target)
        .correlate(ReadMark)
        .scalar_subquery()
    )
    columns: Sequence[Any] = [ReadMark.person_id, sa.literal(target), last, ReadMark.at]
    query = sa.select(*columns).join(there, beside).where(ReadMark.thread_id == source)
    return query.where(there.number >= first_number - 1, last.is_not(None))


def read_up_to(person_id: int, thread_id: int) -> int:
    """The number of the last post the person has seen there; 0 when the thread was never opened."""
    query = sa.select(ReadMark.number).where(
        ReadMark.person_id == person_id, ReadMark.thread_id == thread_id
    )
    return db.session.scalar(query) or 0


def first_after(thread_id: int, number: int) -> tuple[int, int] | None:
    """Id and number of the first place in the thread behind ``number``."""
    query = (
        sa.select(Post.id, Post.number)
        .where(Post.thread_id == thread_id, Post.number > number)
        .where(Post.state != PostState.UNPUBLISHED)
    )
    found = db.session.execute(query.order_by(Post.number).limit(1)).first()
    return (found[0], found[1] or 0) if found else None
