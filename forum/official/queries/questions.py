"""Reading questions: the public list, the gates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.accounts.actors import Actor
from forum.accounts.policy import is_staff
from forum.core.db import Moment, db, rows
from forum.core.errors import NotFound
from forum.official import policy
from forum.official.cards import QuestionCard, QuestionState, question_card, question_state
from forum.official.lifecycle import OPEN, Handling, TextKind, TextState, Visibility
from forum.official.models import OfficialText, Question
from forum.places.models import Area
from forum.threads.models import Category, Post, Thread
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
        # Wrapped, so that SQLite begins with the newest questions and not with all posts that
        # are public: 0.04 instead of 7 ms with 50,000 posts.
        .where(sa.func.coalesce(public_posts(), sa.false()), listed())
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
    found = db.session.execute(query.order_by(Question.id.desc()).limit(size))
    return [question_card(row) for row in found]


_fresh = (
    _public_rows()
    .where(Question.handling.in_(DONE))
    .order_by(Question.answered_at.desc(), Question.id.desc())
    .limit(sa.bindparam("size", type_=sa.Integer))
)


def fresh_answers(limit: int) -> list[QuestionCard]:
    """The publicly readable questions that were answered last."""
    return [question_card(row) for row in rows(_fresh, size=limit)]


_reply_times = sa.select(Question.received_at, Question.answered_at).where(
    Question.handling.in_(DONE), Question.answered_at >= sa.bindparam("since", type_=Moment())
)


def reply_times(since: datetime) -> list[timedelta]:
    """How long each question that was answered since then had waited, private letters too: they
    are counted, not shown."""
    return [row.answered_at - row.received_at for row in rows(_reply_times, since=since)]


_IDS = sa.bindparam("ids", type_=sa.Integer, expanding=True)
_states = sa.select(Question.post_id, Question.id, Question.handling).where(
    Question.post_id.in_(_IDS), listed()
)


def question_states(post_ids: Collection[int]) -> dict[int, QuestionState]:
    """Which of these posts are questions in public, and how they stand."""
    if not post_ids:
        return {}
    found = rows(_states, ids=list(post_ids))
    return {row.post_id: question_state(row.id, row.handling) for row in found}


_answered = (
    sa.select(Post.thread_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(OfficialText, OfficialText.post_id == Post.id)
    .join(Question, Question.id == OfficialText.question_id)
    .where(Post.thread_id.in_(_IDS), public_posts(), listed())
    .where(OfficialText.kind == TextKind.REPLY, OfficialText.state == TextState.PUBLISHED)
)


def answered_thread_ids(ids: Collection[int]) -> set[int]:
    """Which of these threads hold an official reply that everybody reads."""
    return {row[0] for row in rows(_answered, ids=list(ids))} if ids else set()


def thread_asks(thread_id: int) -> bool:
    """Whether a post of this thread is a question to the offices."""
    query = sa.select(Question.id).join(Post, Post.id == Question.post_id)
    found = query.where(Post.thread_id == thread_id, Question.handling != Handling.WITHDRAWN)
    return db.session.scalar(found.limit(1)) is not None


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
