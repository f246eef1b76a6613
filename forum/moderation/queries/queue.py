"""What waits for review. The queue is the select of pending revisions: no second table drifts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.accounts.policy import is_moderator
from forum.core.db import db
from forum.core.errors import NotFound
from forum.places.models import Agency
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.visibility import Opening, opening_of

JUDGED = (RevisionState.APPROVED, RevisionState.RETURNED, RevisionState.REJECTED)


def reviewable_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Condition on Revision joined with Post, beside ``policy.may_review``: it waits, and it is
    not the moderator's own."""
    if not isinstance(actor, Person) or not is_moderator(actor):
        return sa.false()
    return sa.and_(
        Revision.state == RevisionState.PENDING,
        sa.or_(Post.author_id.is_(None), Post.author_id != actor.id),
    )


def review_queue(actor: Actor, size: int, after: int | None = None) -> Sequence[Any]:
    """Up to ``size`` waiting texts, oldest first, behind the revision ``after``.

    No trigger of ``screening`` reports danger yet; one that does will lead this order.
    """
    query = _rows().where(reviewable_by(actor))
    if after is not None:
        query = query.where(_behind(after))
    query = query.order_by(Revision.created_at, Revision.id).limit(size)
    return db.session.execute(query).all()


def queue_row(revision: Revision) -> Any:
    """The same row for one wording that ``get_revision_for`` gave, whatever its state."""
    return db.session.execute(_rows().where(Revision.id == revision.id)).one()


def _rows() -> sa.Select[*tuple[Any, ...]]:
    heading = aliased(Revision)
    return (
        sa.select(
            Revision.id,
            _title(heading).label("title"),
            Revision.html,
            Revision.hold_reasons,
            Revision.created_at,
            Revision.ordinal,
            Post.opening,
            Post.named,
            Post.author_kind,
            Post.author_id,
            Post.author_name,
            Post.published_at,
            Person.display_name.label("member_name"),
            Agency.name.label("agency_name"),
        )
        .join(Post, Post.id == Revision.post_id)
        .join(Opening, opening_of(Post.thread_id))
        .outerjoin(heading, heading.id == Opening.published_revision_id)
        .outerjoin(Person, Person.id == Post.author_id)
        .outerjoin(Agency, Agency.id == Post.agency_id)
    )


def _title(heading: type[Revision]) -> sa.ColumnElement[Any]:
    """Of the thread as this wording names it; the words that an author took back stay unread."""
    own = sa.case((Revision.state != RevisionState.WITHDRAWN, Revision.title))
    return sa.func.coalesce(own, heading.title)


def _behind(revision_id: int) -> sa.ColumnElement[bool]:
    """Later in the order of the queue than this revision, whatever became of it."""
    seen = aliased(Revision)
    sent = sa.select(seen.created_at).where(seen.id == revision_id).scalar_subquery()
    same = sa.and_(Revision.created_at == sent, Revision.id > revision_id)
    return sa.or_(Revision.created_at > sent, same)


def next_waiting(actor: Actor, revision: Revision) -> int | None:
    """The text to judge after this one: the next in the queue, else its first, else None."""
    query = (
        sa.select(Revision.id)
        .join(Post, Post.id == Revision.post_id)
        .where(reviewable_by(actor), Revision.id != revision.id)
        .order_by(_behind(revision.id).desc(), Revision.created_at, Revision.id)
    )
    return db.session.scalar(query.limit(1))


def waiting(actor: Actor) -> tuple[int, datetime | None]:
    """How many texts wait for this moderator, and since when the oldest does."""
    query = (
        sa.select(sa.func.count(), sa.func.min(Revision.created_at))
        .join(Post, Post.id == Revision.post_id)
        .where(reviewable_by(actor))
    )
    count, oldest = db.session.execute(query).one()
    return count, oldest


def own_waiting(actor: Person) -> int:
    """How many of the moderator's own texts wait for a colleague."""
    query = (
        sa.select(sa.func.count())
        .select_from(Revision)
        .join(Post, Post.id == Revision.post_id)
        .where(Revision.state == RevisionState.PENDING, Post.author_id == actor.id)
    )
    return db.session.scalar(query) or 0


def get_revision_for(actor: Actor, revision_id: int) -> Revision:
    """A wording that a moderator may look at, waiting or decided, with its post, thread and
    category; NotFound for everybody else."""
    query = (
        sa.select(Revision)
        .where(Revision.id == revision_id)
        .options(joinedload(Revision.post).joinedload(Post.thread).joinedload(Thread.category))
    )
    revision = db.session.scalar(query) if is_moderator(actor) else None
    if revision is None:
        raise NotFound("revision")
    return revision


def author_history(person_ids: Collection[int]) -> dict[int, Counter[RevisionState]]:
    """Person → how many wordings were published, returned and not published before."""
    found: dict[int, Counter[RevisionState]] = {person: Counter() for person in person_ids}
    if not found:
        return found
    query = (
        sa.select(Post.author_id, Revision.state, sa.func.count())
        .join(Post, Post.id == Revision.post_id)
        .where(Post.author_id.in_(found), Revision.state.in_(JUDGED))
        .group_by(Post.author_id, Revision.state)
    )
    for person_id, state, count in db.session.execute(query):
        if person_id is not None:
            found[person_id][state] = count
    return found
