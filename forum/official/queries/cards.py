"""The offices' texts that stand on top of a thread or on a receipt's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.core.db import db, rows
from forum.official.cards import (
    ClarificationCard,
    OfficialCard,
    SummaryCard,
    clarification_card,
    official_card,
    summary_card,
)
from forum.official.lifecycle import TextKind, TextState, Visibility
from forum.official.models import OfficialText, Question
from forum.places.models import Agency
from forum.threads.lifecycle import PostState
from forum.threads.models import Post, Thread
from forum.threads.queries.visibility import BY_OFFICE, READER, for_each_kind, public_posts

# The citizen's post a text is about; ``Post`` itself is the office's own post.
Asked = aliased(Post, name="asked")
_SHOWN = [TextState.PUBLISHED, TextState.REPLACED, TextState.WITHDRAWN]


class Cards(NamedTuple):
    """What offices say in a thread: at most one summary stands."""

    replies: list[OfficialCard]
    clarifications: list[ClarificationCard]
    summary: SummaryCard | None


def asked_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Questions of this actor: the select beside ``policy.may_track``."""
    reader = sa.bindparam(READER, actor.actor_id, type_=sa.Integer)
    if isinstance(actor, Person):
        return sa.and_(Question.asked_by_id == reader)
    if isinstance(actor, Guest) and actor.receipt_id is not None:
        return sa.and_(Question.receipt_id == reader)
    return sa.false()


_NONE: sa.ColumnElement[int] = sa.literal_column("0", sa.Integer)


def _texts(earlier: sa.ColumnElement[int] = _NONE) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            OfficialText.id,
            OfficialText.kind,
            OfficialText.state,
            OfficialText.post_id,
            OfficialText.covers,
            OfficialText.claim,
            OfficialText.summary,
            OfficialText.html,
            OfficialText.sources,
            OfficialText.attachments,
            OfficialText.approver_position,
            OfficialText.published_at,
            OfficialText.withdrawn_at,
            OfficialText.withdraw_reason,
            Agency.name.label("agency_name"),
            Asked.id.label("asked_id"),
            Asked.number.label("asked_number"),
            earlier.label("earlier"),
        )
        .join(Agency, Agency.id == OfficialText.agency_id)
        .where(OfficialText.state.in_(_SHOWN))
    )


_THREAD = sa.bindparam("thread", type_=sa.Integer)


def _replies() -> sa.Select[*tuple[Any, ...]]:
    return (
        _texts()
        .join(Question, Question.id == OfficialText.question_id)
        .outerjoin(Asked, Asked.id == Question.post_id)
        .outerjoin(Post, Post.id == OfficialText.post_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
    )


def _summaries(earlier: sa.ColumnElement[int] = _NONE) -> sa.Select[*tuple[Any, ...]]:
    """Those of the thread ``thread``, while everybody reads the words that open it."""
    opening = sa.and_(
        Asked.thread_id == OfficialText.about_thread_id,
        sa.literal_column("asked.opening"),  # for SQLite: its partial index
        Asked.state == PostState.PUBLIC,
    )
    return _texts(earlier).join(Asked, opening).where(OfficialText.about_thread_id == _THREAD)


@for_each_kind
def _of_thread(actor: Actor) -> sa.CompoundSelect[*tuple[Any, ...]]:
    standing = sa.or_(OfficialText.state == TextState.WITHDRAWN, public_posts())
    # Every reply to a post has a post of its own, and offices have few in a thread of thousands.
    replies = _replies().where(
        Post.thread_id == _THREAD,
        BY_OFFICE,
        sa.or_(sa.and_(Question.visibility != Visibility.PRIVATE, standing), asked_by(actor)),
    )
    clarifications = (
        _texts()
        .join(Asked, Asked.id == OfficialText.about_post_id)
        .where(OfficialText.kind == TextKind.CLARIFICATION, Asked.thread_id == _THREAD)
    )
    other = aliased(OfficialText)
    earlier = sa.select(sa.func.count()).where(
        other.about_thread_id == _THREAD, other.state.in_(_SHOWN[1:])
    )
    summary = _summaries(earlier.scalar_subquery())
    # One statement, and each part of it by its own index.
    return sa.union_all(
        replies, clarifications, summary.where(OfficialText.state == TextState.PUBLISHED)
    )


def cards_of_thread(actor: Actor, thread_id: int) -> Cards:
    """Official replies and clarifications of a thread this actor reads, oldest first, and the
    summary that stands on top of it.

    Hiding a citizen's post never hides the reply; a withdrawn text leaves its card without words.
    """
    found = rows(_of_thread(actor), thread=thread_id, reader=actor.actor_id)
    ordered = sorted(found, key=lambda row: (row.published_at, row.id))
    return Cards(
        [official_card(row) for row in ordered if row.kind is TextKind.REPLY],
        [clarification_card(row) for row in ordered if row.kind is TextKind.CLARIFICATION],
        next((summary_card(row) for row in ordered if row.kind is TextKind.SUMMARY), None),
    )


_versions = _summaries().order_by(OfficialText.published_at.desc(), OfficialText.id.desc())


def summaries_of(thread_id: int) -> Sequence[SummaryCard]:
    """Every summary of the thread that was published, the newest first; none while the words that
    open the thread are closed."""
    return [summary_card(row) for row in rows(_versions, thread=thread_id)]


def replies_to(actor: Actor, question: Question) -> list[OfficialCard]:
    """The published and withdrawn replies to the actor's own question, oldest first."""
    query = _replies().where(OfficialText.question_id == question.id, asked_by(actor))
    query = query.order_by(OfficialText.published_at, OfficialText.id)
    return [official_card(row) for row in db.session.execute(query)]


CARD_OF: Mapping[TextKind, Callable[[Any], OfficialCard | ClarificationCard | SummaryCard]] = {
    TextKind.CLARIFICATION: clarification_card,
    TextKind.SUMMARY: summary_card,
}


def card_of_text(text_id: int) -> OfficialCard | ClarificationCard | SummaryCard | None:
    """The card of one text that was published, for staff."""
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
    return CARD_OF.get(row.kind, official_card)(row)
