"""Reading who is signed in where, and what is left of spare codes."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from forum.accounts.lasting import is_over
from forum.accounts.models import Person, SignIn, SpareCode
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotFound


def sign_ins_of(person: Person) -> Sequence[SignIn]:
    """The person's living sign-ins, last seen first."""
    query = sa.select(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    query = query.where(SignIn.expires_at > clock.now())
    rows = db.session.scalars(query.order_by(SignIn.last_seen_at.desc(), SignIn.id.desc()))
    return [row for row in rows if not is_over(row, person)]


def get_own_sign_in(actor: Person, sign_in_id: int) -> SignIn:
    """A living sign-in of the actor; NotFound for anybody else's."""
    query = sa.select(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    row = db.session.scalar(query.where(SignIn.person_id == actor.id))
    if row is None:
        raise NotFound("sign-in")
    return row


def spare_codes_left(person: Person) -> int:
    """How many of the person's spare codes still open."""
    query = sa.select(sa.func.count()).select_from(SpareCode)
    query = query.where(SpareCode.person_id == person.id, SpareCode.used_at.is_(None))
    return db.session.scalar(query) or 0
