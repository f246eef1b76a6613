"""Questions on their way: what waits for the staff, and what a member asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor
from forum.core.db import db
from forum.official.lifecycle import OPEN, Handling
from forum.official.models import Question
from forum.places.models import Agency, Area
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Category, Post, Revision

# The wording an officer reads: the newest, published or not.
Newest = aliased(Revision, name="newest")


def _open() -> sa.ColumnElement[bool]:
    """Open questions; not those whose sender took the text back before anybody read it."""
    taken_back = sa.and_(
        Newest.state == RevisionState.WITHDRAWN, Post.state == PostState.UNPUBLISHED
    )
    return sa.and_(Question.handling.in_(OPEN), sa.not_(sa.func.coalesce(taken_back, sa.false())))


def with_newest(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """``Newest`` and ``Post`` can be asked about; a letter has neither."""
    newest = (
        sa.select(sa.func.max(Revision.id)).where(Revision.post_id == Post.id).scalar_subquery()
    )
    return query.outerjoin(Post, Post.id == Question.post_id).outerjoin(Newest, Newest.id == newest)


def inbox_rows(after: int | None, size: int) -> Sequence[Any]:
    """Open questions for staff, oldest first, private letters and unpublished texts too."""
    query = with_newest(
        sa.select(
            Question.id,
            Question.received_at,
            Question.handling,
            Question.visibility,
            Question.letter_html,
            Newest.html,
            Newest.title,
            Newest.state.label("revision_state"),
            Post.state.label("post_state"),
            Agency.name.label("agency_name"),
            Category.name.label("category_name"),
            Area.name.label("area_name"),
        ).join(Category, Category.id == Question.category_id)
    )
    query = query.outerjoin(Agency, Agency.id == Question.agency_id)
    query = query.outerjoin(Area, Area.id == Question.area_id).where(_open())
    if after is not None:
        query = query.where(Question.id > after)
    return db.session.execute(query.order_by(Question.id).limit(size)).all()


def own_questions(actor: Actor, size: int) -> Sequence[Any]:
    """A member's own questions and letters, newest first; a guest has the code instead."""
    if not actor.is_person:
        return []
    query = with_newest(
        sa.select(
            Question.receipt_id,
            Question.received_at,
            Question.answered_at,
            Question.handling,
            Question.letter_html,
            Newest.title,
            Newest.html,
        )
    )
    query = query.where(Question.asked_by_id == actor.actor_id)
    return db.session.execute(query.order_by(Question.id.desc()).limit(size)).all()


def open_questions_count() -> int:
    """How many questions wait for an answer."""
    return open_questions()[0]


def open_questions() -> tuple[int, int]:
    """How many questions wait for an answer, and how many of them have no office yet."""
    unassigned = sa.func.sum(sa.case((Question.handling == Handling.RECEIVED, 1), else_=0))
    query = with_newest(sa.select(sa.func.count(), unassigned).select_from(Question))
    waiting, without_office = db.session.execute(query.where(_open())).one()
    return waiting, without_office or 0
