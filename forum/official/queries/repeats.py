"""Whether somebody asks again what they asked some minutes ago, where no post of theirs says so: a
member in a private letter, a guest in the question whose code this browser knows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.core import clock
from forum.core.db import db
from forum.official.models import Question
from forum.official.queries.inbox import Newest, with_newest
from forum.threads.lifecycle import RevisionState
from forum.threads.repeats import LOOKED_AT, MINUTES, Repeat, alike, earlier_like, gist


def asked_like(actor: Actor, source: str) -> Repeat | None:
    """The actor's newest text of the last minutes, public or not, that says nearly the same."""
    repeat = earlier_like(actor, source)
    if repeat is not None or actor.actor_id is None:
        return repeat
    new = gist(source)
    for receipt_id, earlier in _lately(actor):
        if alike(new, gist(earlier)):
            return Repeat(f"/theo-doi/phieu/{receipt_id}", earlier)
    return None


def _lately(actor: Actor) -> Any:
    said = sa.func.coalesce(Question.letter_source, Newest.source)
    query = with_newest(sa.select(Question.receipt_id, said))
    if actor.is_person:
        own = sa.and_(Question.asked_by_id == actor.actor_id, Question.post_id.is_(None))
    else:
        taken_back = sa.func.coalesce(Newest.state == RevisionState.WITHDRAWN, sa.false())
        own = sa.and_(Question.receipt_id == actor.actor_id, sa.not_(taken_back))
    since = clock.now() - timedelta(minutes=MINUTES)
    query = query.where(own, Question.received_at > since)
    return db.session.execute(query.order_by(Question.id.desc()).limit(LOOKED_AT)).all()
