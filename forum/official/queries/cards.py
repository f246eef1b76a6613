"""The offices' texts that stand on top of a thread or on a receipt's page."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.core.db import among, db, rows
from forum.official.cards import (
    ClarificationCard,
    OfficialCard,
    clarification_card,
    official_card,
)
from forum.official.lifecycle import TextKind, TextState, Visibility
from forum.official.models import OfficialText, Question
from forum.places.models import Agency
from forum.threads.models import Post, Thread
from forum.threads.queries.visibility import BY_OFFICE, READER, for_each_kind, public_posts

# The citizen's post a text is about; ``Post`` itself is the office's own post.
Asked = aliased(Post, name="asked")
_SHOWN = [TextState.PUBLISHED, TextState.WITHDRAWN]


def asked_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Questions of this actor: the select beside ``policy.may_track``."""
    reader = sa.bindparam(READER, actor.actor_id, type_=sa.Integer)
    if isinstance(actor, Person):
        return sa.and_(Question.asked_by_id == reader)
    if isinstance(actor, Guest) and actor.receipt_id is not None:
        return sa.and_(Question.receipt_id == reader)
    return sa.false()


def _texts() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            OfficialText.id,
            OfficialText.kind,
            OfficialText.post_id,
            OfficialText.claim,
            OfficialText.summary,
            OfficialText.html,
            OfficialText.sources,
            OfficialText.approver_position,
            OfficialText.published_at,
            OfficialText.withdrawn_at,
            OfficialText.withdraw_reason,
            Agency.name.label("agency_name"),
            Asked.id.label("asked_id"),
            Asked.number.label("asked_number"),
        )
        .join(Agency, Agency.id == OfficialText.agency_id)
        .where(among(OfficialText.state, _SHOWN))
    )


def _replies() -> sa.Select[*tuple[Any, ...]]:
    return (
        _texts()
        .join(Question, Question.id == OfficialText.question_id)
        .outerjoin(Asked, Asked.id == Question.post_id)
        .outerjoin(Post, Post.id == OfficialText.post_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
    )


@for_each_kind
def _of_thread(actor: Actor) -> sa.CompoundSelect[*tuple[Any, ...]]:
    thread = sa.bindparam("thread", type_=sa.Integer)
    standing = sa.or_(OfficialText.state == TextState.WITHDRAWN, public_posts())
    # Every reply to a post has a post of its own, and offices have few in a thread of thousands.
    replies = _replies().where(
        Post.thread_id == thread,
        BY_OFFICE,
        sa.or_(sa.and_(Question.visibility != Visibility.PRIVATE, standing), asked_by(actor)),
    )
    clarifications = (
        _texts()
        .join(Asked, Asked.id == OfficialText.about_post_id)
        .where(OfficialText.kind == TextKind.CLARIFICATION, Asked.thread_id == thread)
    )
    # One statement, and each half of it by its own index.
    return sa.union_all(replies, clarifications)


def cards_of_thread(
    actor: Actor, thread_id: int
) -> tuple[list[OfficialCard], list[ClarificationCard]]:
    """Official replies and clarifications of a thread this actor reads, oldest first.

    Hiding a citizen's post never hides the reply; a withdrawn text leaves its card without words.
    """
    found = rows(_of_thread(actor), thread=thread_id, reader=actor.actor_id)
    ordered = sorted(found, key=lambda row: (row.published_at, row.id))
    return (
        [official_card(row) for row in ordered if row.kind is TextKind.REPLY],
        [clarification_card(row) for row in ordered if row.kind is TextKind.CLARIFICATION],
    )


def replies_to(actor: Actor, question: Question) -> list[OfficialCard]:
    """The published and withdrawn replies to the actor's own question, oldest first."""
    query = _replies().where(OfficialText.question_id == question.id, asked_by(actor))
    query = query.order_by(OfficialText.published_at, OfficialText.id)
    return [official_card(row) for row in db.session.execute(query)]


def card_of_text(text_id: int) -> OfficialCard | ClarificationCard | None:
    """The card of one published or withdrawn text, for staff."""
    asked = sa.func.coalesce(Question.post_id, OfficialText.about_post_id)
    query = (
        _texts()
        .outerjoin(Question, Question.id == OfficialText.question_id)
        .outerjoin(Asked, Asked.id == asked)
        .where(OfficialText.id == text_id)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    return clarification_card(row) if row.kind is TextKind.CLARIFICATION else official_card(row)
