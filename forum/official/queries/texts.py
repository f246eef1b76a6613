"""Reading the offices' texts: gates, what waits for whom, published explanations."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from forum.accounts.actors import Actor
from forum.accounts.policy import is_staff
from forum.core.db import db
from forum.core.errors import NotFound
from forum.core.text import slug
from forum.official.lifecycle import UNFINISHED, TextKind, TextState
from forum.official.models import OfficialText, Question

_LIVING = OfficialText.state != TextState.WITHDRAWN


def whole() -> sa.Select[OfficialText]:
    """The offices' texts with their office and who wrote and approved them."""
    return sa.select(OfficialText).options(
        joinedload(OfficialText.agency),
        joinedload(OfficialText.author),
        joinedload(OfficialText.approver),
    )


def get_explanation_text_for(actor: Actor, text_id: int) -> OfficialText:
    """An explanation in whatever state, for staff; else NotFound."""
    query = whole().where(OfficialText.id == text_id, OfficialText.kind == TextKind.EXPLANATION)
    text = db.session.scalar(query)
    if text is None or not is_staff(actor):
        raise NotFound("text")
    return text


def living_reply(question_id: int) -> OfficialText | None:
    """The reply being written or standing; withdrawn ones are past."""
    return db.session.scalar(whole().where(OfficialText.question_id == question_id, _LIVING))


def reply_posts_to(post_ids: Collection[int]) -> set[int]:
    """The posts in which offices replied to the questions that these posts ask, also those of
    replies that were taken back."""
    if not post_ids:
        return set()
    query = sa.select(OfficialText.post_id).join(Question, Question.id == OfficialText.question_id)
    query = query.where(Question.post_id.in_(post_ids), OfficialText.post_id.is_not(None))
    return {post_id for post_id in db.session.scalars(query) if post_id is not None}


def living_clarification(post_id: int) -> OfficialText | None:
    """The clarification about this post being written or standing."""
    return db.session.scalar(whole().where(OfficialText.about_post_id == post_id, _LIVING))


def own_texts(actor: Actor) -> Sequence[OfficialText]:
    """What the actor writes and has not published yet, oldest first."""
    query = whole().where(
        OfficialText.author_id == actor.actor_id, OfficialText.state.in_(UNFINISHED)
    )
    return db.session.scalars(query.options(_with_question()).order_by(OfficialText.id)).all()


def awaiting(actor: Actor) -> Sequence[OfficialText]:
    """What waits for the actor: submitted texts of others, and approved ones to publish."""
    query = whole().where(_awaits(actor)).options(_with_question())
    return db.session.scalars(query.order_by(OfficialText.id)).all()


def awaiting_count(actor: Actor) -> int:
    """How many texts ``awaiting`` lists."""
    query = sa.select(sa.func.count()).select_from(OfficialText).where(_awaits(actor))
    return db.session.scalar(query) or 0


def _awaits(actor: Actor) -> sa.ColumnElement[bool]:
    return sa.and_(
        OfficialText.state.in_([TextState.SUBMITTED, TextState.APPROVED]),
        OfficialText.author_id != actor.actor_id,
    )


def _with_question() -> ORMOption:
    return joinedload(OfficialText.question).load_only(Question.id)


def explanations_public() -> sa.ColumnElement[bool]:
    """Condition on OfficialText: an explanation that everybody reads."""
    return sa.and_(
        OfficialText.kind == TextKind.EXPLANATION, OfficialText.state == TextState.PUBLISHED
    )


def explanations(limit: int, before: int | None = None) -> Sequence[OfficialText]:
    """Published explanations with their office, newest first; ``before`` is the last id seen."""
    query = whole().where(explanations_public())
    newness = sa.tuple_(OfficialText.published_at, OfficialText.id)
    if before is not None:
        last = aliased(OfficialText)
        at = sa.select(last.published_at).where(last.id == before).scalar_subquery()
        query = query.where(newness < sa.tuple_(at, sa.literal(before)))
    query = query.order_by(OfficialText.published_at.desc(), OfficialText.id.desc())
    return db.session.scalars(query.limit(limit)).all()


def get_explanation(address: str) -> OfficialText:
    """The explanation at this address while it is published, or withdrawn, which it then says
    instead of its words; NotFound for every other state."""
    shown = [TextState.PUBLISHED, TextState.WITHDRAWN]
    query = whole().where(OfficialText.slug == address, OfficialText.state.in_(shown))
    text = db.session.scalar(query)
    if text is None:
        raise NotFound("explanation")
    return text


def free_slug(title: str, own_id: int | None) -> str:
    """An address made from ``title`` that no other explanation has."""
    wanted = slug(title)
    query = sa.select(OfficialText.slug).where(
        OfficialText.slug.like(f"{wanted}%"), OfficialText.id != (own_id or 0)
    )
    taken = set(db.session.scalars(query))
    number = 2
    free = wanted
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free


def last_position(person_id: int) -> str:
    """The position under this person's last approval, or ""."""
    query = sa.select(OfficialText.approver_position).where(
        OfficialText.approver_id == person_id, OfficialText.approver_position != ""
    )
    latest = query.order_by(OfficialText.approved_at.desc()).limit(1)
    return db.session.scalar(latest) or ""
