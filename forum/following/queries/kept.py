"""Bookmarks and subscriptions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor
from forum.accounts.lifecycle import AccountState
from forum.accounts.models import Person
from forum.core.db import Word, db, rows
from forum.core.errors import NotFound
from forum.following.lifecycle import Kind
from forum.following.models import Bookmark, Subscription
from forum.threads.lifecycle import PostState
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.visibility import Opening, Published, opening_of, posts_readable_by

_Title = aliased(Revision, name="opening_text")


def _public_title() -> sa.ColumnElement[Any]:
    """The title of the thread of Opening, "" where not everybody reads it."""
    public = (Opening.state == PostState.PUBLIC, _Title.title)
    return sa.func.coalesce(sa.case(public), "").label("title")


def bookmarks_of(actor: Person, before: int | None, size: int) -> Sequence[Any]:
    """The actor's bookmarks, newest first; words and title only where the actor may read them."""
    readable = sa.and_(posts_readable_by(actor), Thread.first_published_at.is_not(None))
    query = (
        sa.select(
            Bookmark.id,
            Bookmark.post_id,
            Post.number,
            _public_title(),
            sa.case((readable, Published.html)).label("html"),
            sa.case((readable, Published.language)).label("lang"),
        )
        .join(Post, Post.id == Bookmark.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Opening, opening_of(Thread.id))
        .outerjoin(_Title, _Title.id == Opening.published_revision_id)
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .where(Bookmark.person_id == actor.id)
    )
    if before is not None:
        query = query.where(Bookmark.id < before)
    return db.session.execute(query.order_by(Bookmark.id.desc()).limit(size)).all()


def thread_titles(ids: Collection[int]) -> dict[int, str]:
    """Thread → title, "" where it is hidden, of those that everybody may read."""
    query = (
        sa.select(Thread.id, _public_title())
        .select_from(Thread)
        .join(Opening, opening_of(Thread.id))
        .outerjoin(_Title, _Title.id == Opening.published_revision_id)
        .where(Thread.id.in_(ids), Thread.first_published_at.is_not(None))
    )
    return {row[0]: row[1] for row in db.session.execute(query)} if ids else {}


def subscriptions_of(actor: Person, before: int | None, size: int) -> Sequence[Subscription]:
    """What the actor follows, newest first."""
    query = sa.select(Subscription).where(Subscription.person_id == actor.id)
    if before is not None:
        query = query.where(Subscription.id < before)
    return db.session.scalars(query.order_by(Subscription.id.desc()).limit(size)).all()


def is_following(actor: Actor, kind: Kind, ref_id: int) -> bool:
    """Whether the actor follows that."""
    query = sa.select(Subscription.id).where(
        Subscription.person_id == actor.actor_id,
        Subscription.kind == kind,
        Subscription.ref_id == ref_id,
    )
    return isinstance(actor, Person) and db.session.scalar(query) is not None


def get_subscription_for(actor: Actor, subscription_id: int) -> Subscription:
    """An own subscription; else NotFound."""
    found = db.session.get(Subscription, subscription_id)
    if found is None or not isinstance(actor, Person) or found.person_id != actor.id:
        raise NotFound("subscription")
    return found


_followers = (
    sa.select(Subscription.person_id)
    .join(Person, Person.id == Subscription.person_id)
    .where(
        Subscription.kind == sa.bindparam("kind", type_=Word(Kind)),
        Subscription.ref_id == sa.bindparam("ref", type_=sa.Integer),
        Person.state != AccountState.CLOSED,
    )
    .order_by(Subscription.person_id)
)


def followers(kind: Kind, ref_id: int) -> Sequence[int]:
    """Who follows that and has an account still, by id."""
    return [row.person_id for row in rows(_followers, kind=kind, ref=ref_id)]


class Opened(NamedTuple):
    """The first wording of a thread's opening post by a member."""

    revision_id: int
    person_id: int
    thread_id: int
    held: bool  # it waited for review


def opened_by(revision_ids: Collection[int]) -> Sequence[Opened]:
    """What these wordings opened, by id."""
    query = sa.select(Revision.id, Post.author_id, Post.thread_id, Revision.hold_reasons)
    query = query.join(Post, Post.id == Revision.post_id).where(Revision.id.in_(revision_ids))
    query = query.where(Revision.ordinal == 1, Post.opening, Post.author_id.is_not(None))
    found = db.session.execute(query.order_by(Revision.id))
    return [Opened(row[0], row[1] or 0, row[2], bool(row[3])) for row in found]
