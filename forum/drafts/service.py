"""Keeping an unfinished text and throwing it away.

Neither is recorded in the audit table: nobody but the writer learns of a draft, and rows that are
never deleted would tell how people write (docs/decisions/0011).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db, in_our_words
from forum.core.errors import Conflict, Forbidden
from forum.core.settings import setting
from forum.drafts import policy
from forum.drafts.models import Draft


def keep(actor: Actor, place: str, *, fields: Mapping[str, str], seen: int) -> int:
    """The draft in this place says ``fields``; its new version.

    ``seen`` is the version the page knows, 0 for none. Conflict when there is another, or none any
    more: a page that was left open must not write over what another page kept, nor bring back what
    was sent or thrown away there.
    """
    if not isinstance(actor, Person) or not policy.may_keep_draft(actor):
        raise Forbidden("keep_draft")
    values = {"fields": dict(fields), "version": seen + 1, "changed_at": clock.now()}
    with in_our_words():
        if not seen:
            db.session.execute(sa.insert(Draft).values(person_id=actor.id, place=place, **values))
            _let_the_oldest_go(actor)
        else:
            standing = _draft(actor, place).where(Draft.version == seen)
            kept = db.session.execute(standing.values(**values).returning(Draft.id)).first()
            if kept is None:
                raise Conflict("draft")
    return seen + 1


def discard(actor: Actor, place: str, *, seen: int | None = None) -> None:
    """There is no draft in this place. With ``seen``, one that another page kept later stays."""
    if not isinstance(actor, Person):
        raise Forbidden("discard_draft")
    going = sa.delete(Draft).where(Draft.person_id == actor.id, Draft.place == place)
    if seen is not None:
        going = going.where(Draft.version <= seen)
    with in_our_words():
        db.session.execute(going)


def discard_all(person: Person) -> None:
    """The person has no drafts: the account is closed."""
    db.session.execute(sa.delete(Draft).where(Draft.person_id == person.id))


def forget_old_drafts() -> None:
    """What nobody touched for DRAFT_DAYS is gone."""
    before = clock.now() - timedelta(days=setting("DRAFT_DAYS"))
    db.session.execute(sa.delete(Draft).where(Draft.changed_at < before))


def _draft(actor: Person, place: str) -> sa.Update:
    return sa.update(Draft).where(Draft.person_id == actor.id, Draft.place == place)


def _let_the_oldest_go(actor: Person) -> None:
    newest = sa.select(Draft.id).where(Draft.person_id == actor.id)
    newest = newest.order_by(Draft.changed_at.desc(), Draft.id.desc()).limit(setting("DRAFTS"))
    going = sa.delete(Draft).where(Draft.person_id == actor.id, Draft.id.not_in(newest))
    db.session.execute(going)
