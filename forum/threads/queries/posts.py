"""Reading posts and their wordings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core.db import db, rows
from forum.core.errors import NotFound
from forum.places.models import Agency, Area
from forum.threads import policy
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Post, Receipt, Revision, Thread
from forum.threads.queries.visibility import (
    Published,
    authored_by,
    for_each_kind,
    places_readable_by,
    posts_readable_by,
)
from forum.threads.receipts import code_key


def post_rows(actor: Actor) -> sa.Select[Any]:
    """Rows for the post component: what stands in the thread ``thread`` for this actor, words only
    where ``posts_readable_by`` holds."""
    readable = posts_readable_by(actor)
    return (
        sa.select(
            Post.id,
            Post.number,
            Post.opening,
            Post.state,
            Post.author_kind,
            Post.author_id,
            Post.named,
            Post.published_at,
            sa.case((readable, Published.html)).label("html"),
            sa.case((readable, Published.language)).label("lang"),
            sa.case((readable, Published.attachments)).label("attachments"),
            # The first wording of a post that was split off is a copy, as old as what it says.
            sa.case(
                (
                    sa.and_(Published.ordinal > 1, Published.created_at > Post.published_at),
                    Published.created_at,
                )
            ).label("edited_at"),
            Person.display_name.label("member_name"),
            Post.author_name,
            Agency.name.label("agency_name"),
            Area.name.label("area_name"),
        )
        .join(Thread, Thread.id == Post.thread_id)
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .outerjoin(Person, Person.id == Post.author_id)
        .outerjoin(Agency, Agency.id == Post.agency_id)
        .outerjoin(Area, Area.id == Post.area_id)
        .where(
            Post.thread_id == sa.bindparam("thread", type_=sa.Integer),
            Post.state != PostState.UNPUBLISHED,
        )
        .where(places_readable_by(actor))
        .limit(sa.bindparam("size", type_=sa.Integer))
    )


_NUMBER = sa.bindparam("number", type_=sa.Integer)


@for_each_kind
def _forwards(actor: Actor) -> sa.Select[Any]:
    return post_rows(actor).where(Post.number > _NUMBER).order_by(Post.number)


@for_each_kind
def _backwards(actor: Actor) -> sa.Select[Any]:
    return post_rows(actor).where(Post.number < _NUMBER).order_by(Post.number.desc())


def page_after(actor: Actor, thread_id: int, number: int, size: int) -> Sequence[Any]:
    """Up to ``size`` rows with a number above ``number``, in order."""
    where = {"thread": thread_id, "number": number, "size": size}
    return rows(_forwards(actor), **where, reader=actor.actor_id)


def page_before(actor: Actor, thread_id: int, number: int, size: int) -> Sequence[Any]:
    """The last ``size`` rows with a number below ``number``, in order."""
    where = {"thread": thread_id, "number": number, "size": size}
    return rows(_backwards(actor), **where, reader=actor.actor_id)[::-1]


@for_each_kind
def _waiting(actor: Actor) -> sa.Select[Revision]:
    later = aliased(Revision)
    newest = sa.select(sa.func.max(later.id)).where(later.post_id == Post.id).scalar_subquery()
    return (
        sa.select(Revision)
        .join(Post, Post.id == Revision.post_id)
        .options(contains_eager(Revision.post).joinedload(Post.thread))
        .where(authored_by(actor), Revision.id == newest)
        .where(Revision.state != RevisionState.APPROVED)
        .where(Revision.state != RevisionState.SUPERSEDED)
        .order_by(Revision.id.desc())
        .limit(100)
    )


@for_each_kind
def _waiting_here(actor: Actor) -> sa.Select[Revision]:
    return _waiting(actor).where(Post.thread_id == sa.bindparam("thread", type_=sa.Integer))


@for_each_kind
def _waits(actor: Actor) -> sa.Select[Any]:
    return _waiting_here(actor).with_only_columns(Revision.id).limit(1)


def own_waiting(actor: Actor, thread_id: int | None = None) -> Sequence[Revision]:
    """The actor's newest wordings that readers do not see (pending, returned, rejected,
    withdrawn), with their posts; in one thread or everywhere, newest first."""
    values = {"thread": thread_id, "reader": actor.actor_id}
    # Most have none, and to ask so costs a fifth of loading no rows of 34 columns.
    if thread_id is not None and not rows(_waits(actor), **values):
        return []
    query = _waiting(actor) if thread_id is None else _waiting_here(actor)
    return db.session.scalars(query, values).all()


def get_post_for(actor: Actor, post_id: int) -> Post:
    """A post that has a place for this actor, with its thread; else NotFound."""
    query = (
        sa.select(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .options(contains_eager(Post.thread).joinedload(Thread.category))
        .where(Post.id == post_id, places_readable_by(actor))
    )
    post = db.session.scalar(query)
    if post is None:
        raise NotFound("post")
    return post


def get_own_post(actor: Actor, post_id: int) -> Post:
    """A post of this actor, with its thread; else NotFound."""
    post = get_post_for(actor, post_id)
    if not policy.is_author(actor, post):
        raise NotFound("post")
    return post


def newest_revision(post: Post) -> Revision:
    """The newest wording of a post, whatever its state."""
    query = sa.select(Revision).where(Revision.post_id == post.id)
    return db.session.scalars(query.order_by(Revision.ordinal.desc()).limit(1)).one()


def wordings(post: Post) -> Sequence[Revision]:
    """All wordings of a post, oldest first."""
    query = sa.select(Revision).where(Revision.post_id == post.id)
    return db.session.scalars(query.order_by(Revision.ordinal)).all()


_approved = sa.select(sa.func.count()).select_from(
    sa.select(Post.id)
    .where(Post.author_id == sa.bindparam("author"), Post.published_revision_id.is_not(None))
    .limit(sa.bindparam("most", type_=sa.Integer))
    .subquery()
)


def approved_posts_of(actor: Actor, most: int) -> int:
    """How many texts of this member were ever published, counted up to ``most``."""
    if not isinstance(actor, Person):
        return 0
    return int(rows(_approved, author=actor.id, most=most)[0][0])


def receipt_of_code(code: str, secret: bytes) -> Receipt | None:
    """The receipt a well-formed code belongs to."""
    return db.session.scalar(sa.select(Receipt).where(Receipt.code_key == code_key(code, secret)))
