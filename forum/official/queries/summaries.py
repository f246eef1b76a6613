"""Reading the summaries of threads: the one that stands, the one in the making."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.accounts.actors import Actor
from forum.accounts.policy import is_staff
from forum.core.db import db
from forum.core.errors import NotFound
from forum.official.lifecycle import UNFINISHED, TextKind, TextState
from forum.official.models import OfficialText
from forum.official.queries.texts import whole


def summaries_standing() -> sa.ColumnElement[bool]:
    """Condition on OfficialText: a summary that everybody reads who reads its thread's opening."""
    return sa.and_(OfficialText.kind == TextKind.SUMMARY, OfficialText.state == TextState.PUBLISHED)


def get_summary_for(actor: Actor, text_id: int) -> OfficialText:
    """A summary in whatever state, with its thread, for staff; else NotFound."""
    query = whole().options(joinedload(OfficialText.about_thread))
    query = query.where(OfficialText.id == text_id, OfficialText.kind == TextKind.SUMMARY)
    text = db.session.scalar(query)
    if text is None or not is_staff(actor):
        raise NotFound("text")
    return text


def summary_in_the_making(thread_id: int) -> OfficialText | None:
    """The summary that somebody writes, or that waits for approval or publication."""
    return db.session.scalar(_of(thread_id, UNFINISHED))


def standing_summary(thread_id: int) -> OfficialText | None:
    """The summary that everybody reads on top of the thread."""
    return db.session.scalar(_of(thread_id, {TextState.PUBLISHED}))


def living_summaries(thread_id: int) -> Sequence[OfficialText]:
    """Both of them."""
    return db.session.scalars(_of(thread_id, UNFINISHED | {TextState.PUBLISHED})).all()


def _of(thread_id: int, states: frozenset[TextState] | set[TextState]) -> sa.Select[OfficialText]:
    of_thread = OfficialText.about_thread_id == thread_id
    return sa.select(OfficialText).where(of_thread, OfficialText.state.in_(states))
