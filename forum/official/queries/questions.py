"""Reading questions: the public list, the staff's inbox, the gates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from forum.accounts.actors import Actor
from forum.accounts.policy import is_staff
from forum.core.db import db
from forum.core.errors import NotFound
from forum.official import policy
from forum.official.cards import QuestionCard, QuestionState, question_card, question_state
from forum.official.lifecycle import OPEN, Handling, TextKind, TextState, Visibility
from forum.official.models import OfficialText, Question
from forum.places.models import Agency, Area
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Category, Post, Revision, Thread
from forum.threads.queries.visibility import Published, public_posts

DONE = frozenset({Handling.ANSWERED, Handling.CLOSED})


def listed() -> sa.ColumnElement[bool]:
    """Condition on Question: it may be known in public, where its post is readable."""
    return sa.and_(
        Question.visibility != Visibility.PRIVATE, Question.handling != Handling.LEGAL_COMPLAINT
    )


def _public_rows() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Question.id,
            Question.handling,
            Question.received_at,
            Question.post_id,
            Post.thread_id,
            Post.opening,
            Published.title,
            sa.case((~Post.opening, Published.html)).label("html"),
            Category.name.label("category_name"),
            Area.name.label("area_name"),
        )
        .join(Post, Post.id == Question.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Published, Published.id == Post.published_revision_id)
        .join(Category, Category.id == Question.category_id)
        .outerjoin(Area, Area.id == Question.area_id)
        .where(public_posts(), listed())
    )


def question_cards(
    before: int | None, size: int, *, done: bool | None = None
) -> list[QuestionCard]:
    """Publicly readable questions, newest first; ``done`` chooses answered or open ones."""
    query = _public_rows()
    if done is not None:
        query = query.where(Question.handling.in_(DONE if done else OPEN))
    if before is not None:
        query = query.where(Question.id < before)
    rows = db.session.execute(query.order_by(Question.id.desc()).limit(size))
    return [question_card(row) for row in rows]


def fresh_answers(limit: int) -> list[QuestionCard]:
    """The publicly readable questions that were answered last."""
    query = _public_rows().where(Question.handling.in_(DONE))
    query = query.order_by(Question.answered_at.desc(), Question.id.desc()).limit(limit)
    return [question_card(row) for row in db.session.execute(query)]


def question_states(post_ids: Collection[int]) -> dict[int, QuestionState]:
    """Which of these posts are questions in public, and how they stand."""
    if not post_ids:
        return {}
    query = sa.select(Question.post_id, Question.id, Question.handling)
    query = query.where(Question.post_id.in_(list(post_ids)), listed())
    found = db.session.execute(query)
    return {post_id: question_state(id_, at) for post_id, id_, at in found if post_id}


def answered_thread_ids(ids: Collection[int]) -> set[int]:
    """Which of these threads hold an official reply that everybody reads."""
    if not ids:
        return set()
    query = (
        sa.select(Post.thread_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(OfficialText, OfficialText.post_id == Post.id)
        .join(Question, Question.id == OfficialText.question_id)
        .where(Post.thread_id.in_(list(ids)), public_posts(), listed())
        .where(OfficialText.kind == TextKind.REPLY, OfficialText.state == TextState.PUBLISHED)
    )
    return set(db.session.scalars(query))


def question_of_post(post_id: int) -> Question | None:
    """The question this post already is."""
    return db.session.scalar(sa.select(Question).where(Question.post_id == post_id))


def _whole() -> sa.Select[Question]:
    return sa.select(Question).options(
        joinedload(Question.post).joinedload(Post.thread),
        joinedload(Question.receipt),
        joinedload(Question.category),
        joinedload(Question.area),
        joinedload(Question.agency),
    )


def get_question_for(actor: Actor, question_id: int) -> Question:
    """Any question, for staff; else NotFound."""
    question = db.session.scalar(_whole().where(Question.id == question_id))
    if question is None or not is_staff(actor):
        raise NotFound("question")
    return question


def get_tracked_for(actor: Actor, receipt_id: int) -> Question:
    """The question of this receipt, for who asked it or proved its code; else NotFound."""
    question = db.session.scalar(_whole().where(Question.receipt_id == receipt_id))
    if question is None or not policy.may_track(actor, question):
        raise NotFound("receipt")
    return question


# The wording an officer reads: the newest, published or not.
Newest = aliased(Revision, name="newest")


def _open() -> sa.ColumnElement[bool]:
    """Open questions; not those whose sender took the text back before anybody read it."""
    taken_back = sa.and_(
        Newest.state == RevisionState.WITHDRAWN, Post.state == PostState.UNPUBLISHED
    )
    return sa.and_(Question.handling.in_(OPEN), sa.not_(sa.func.coalesce(taken_back, sa.false())))


def _with_newest(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    newest = (
        sa.select(sa.func.max(Revision.id)).where(Revision.post_id == Post.id).scalar_subquery()
    )
    return query.outerjoin(Post, Post.id == Question.post_id).outerjoin(Newest, Newest.id == newest)


def inbox_rows(after: int | None, size: int) -> Sequence[Any]:
    """Open questions for staff, oldest first, private letters and unpublished texts too."""
    query = _with_newest(
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
    query = _with_newest(
        sa.select(
            Question.receipt_id,
            Question.received_at,
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
    query = _with_newest(sa.select(sa.func.count()).select_from(Question))
    return db.session.scalar(query.where(_open())) or 0
