"""Reading drafts: each person their own."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core.db import db
from forum.core.errors import NotFound
from forum.drafts.models import Draft


def draft_of(actor: Actor, place: str) -> Draft | None:
    """What the actor has begun there, if anything."""
    if not isinstance(actor, Person):
        return None
    return db.session.scalar(_own(actor).where(Draft.place == place))


def drafts_of(actor: Actor) -> Sequence[Draft]:
    """All drafts of the actor, the last changed first."""
    if not isinstance(actor, Person):
        return []
    return db.session.scalars(_own(actor).order_by(Draft.changed_at.desc(), Draft.id)).all()


def get_draft_for(actor: Actor, draft_id: int) -> Draft:
    """A draft of the actor; else NotFound."""
    draft = None
    if isinstance(actor, Person):
        draft = db.session.scalar(_own(actor).where(Draft.id == draft_id))
    if draft is None:
        raise NotFound("draft")
    return draft


def _own(actor: Person) -> sa.Select[Draft]:
    return sa.select(Draft).where(Draft.person_id == actor.id)
