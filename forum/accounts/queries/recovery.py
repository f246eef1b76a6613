"""Reading the codes with which a person gets back in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.lifecycle import CodeKind
from forum.accounts.models import Person, RecoveryCode
from forum.accounts.queries.people import username_key
from forum.core import clock
from forum.core.codes import keyed_hash, made_from, printed
from forum.core.db import db
from forum.core.errors import NotFound
from forum.core.settings import secret, setting


def code_from(nonce: bytes) -> str:
    """The code that a row stands for, without the hyphen."""
    return made_from(nonce, secret(), use=b"recovery code")


def code_hash(code: str) -> str:
    """What a code is found by, beside the sign-in name."""
    return keyed_hash(code, secret(), use=b"recovery ")


def shown(row: RecoveryCode) -> str:
    """The code as it is printed; only while it may still be shown."""
    return printed(code_from(row.nonce or b""))


def _still_shown() -> sa.ColumnElement[bool]:
    since = clock.now() - timedelta(minutes=setting("CODES_SHOWN_MINUTES"))
    return sa.and_(RecoveryCode.nonce.is_not(None), RecoveryCode.made_at > since)


def usable_code(username: str, code: str) -> tuple[RecoveryCode, Person] | None:
    """The unused, valid code of the account with this sign-in name. One statement, whether there is
    such a name or not."""
    query = (
        sa.select(RecoveryCode, Person)
        .join(Person, Person.id == RecoveryCode.person_id)
        .where(Person.username_key == username_key(username))
        .where(RecoveryCode.code_hash == code_hash(code), RecoveryCode.ended_at.is_(None))
        .where(sa.or_(RecoveryCode.expires_at.is_(None), RecoveryCode.expires_at > clock.now()))
    )
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def sheet_to_show(person: Person) -> Sequence[RecoveryCode]:
    """The codes that were just made for the person, until they are kept or time is up."""
    query = sa.select(RecoveryCode).where(
        RecoveryCode.person_id == person.id, RecoveryCode.kind == CodeKind.SHEET, _still_shown()
    )
    return db.session.scalars(query.order_by(RecoveryCode.id)).all()


def unused_codes(person: Person) -> int:
    """How many codes of the person's sheet still open the account."""
    query = sa.select(sa.func.count()).select_from(RecoveryCode)
    query = query.where(RecoveryCode.person_id == person.id, RecoveryCode.ended_at.is_(None))
    return db.session.scalar(query.where(RecoveryCode.kind == CodeKind.SHEET)) or 0


def get_slip_for(actor: Actor, code_id: int) -> tuple[RecoveryCode, Person]:
    """The paper code that the actor has just made, and whose it is; NotFound for everybody else,
    and once it can no longer be shown."""
    query = (
        sa.select(RecoveryCode, Person)
        .join(Person, Person.id == RecoveryCode.person_id)
        .where(RecoveryCode.id == code_id, RecoveryCode.kind == CodeKind.PAPER)
        .where(RecoveryCode.made_by_id == actor.actor_id, RecoveryCode.ended_at.is_(None))
        .where(_still_shown())
    )
    row = db.session.execute(query).one_or_none() if actor.is_person else None
    if row is None:
        raise NotFound("slip")
    return row[0], row[1]
