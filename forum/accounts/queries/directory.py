"""Finding accounts and reading what administrators did to them; contacts are left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from forum.accounts.lifecycle import ActKind, Role
from forum.accounts.models import AccountAct, Grant, Person
from forum.accounts.queries.people import username_key
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotFound
from forum.core.text import skeleton

Key = tuple[str, int]
CONTACT_STAYS = timedelta(minutes=10)  # long enough for a telephone call, not for an open screen


def people_called(
    beginning: str, *, after: Key | None, size: int, role: Role | None = None
) -> Sequence[Person]:
    """People whose sign-in name or displayed name begins so, whatever the case and accents; by
    displayed name, from the key ``after`` on."""
    query = sa.select(Person).options(selectinload(Person.grants))
    folded = skeleton(beginning)
    if beginning:
        called = [Person.username_key.startswith(username_key(beginning), autoescape=True)]
        if folded:
            called.append(Person.display_key.startswith(folded, autoescape=True))
        query = query.where(sa.or_(*called))
    if role is not None:
        held = sa.select(Grant.person_id).where(Grant.role == role, Grant.closed_at.is_(None))
        query = query.where(Person.id.in_(held))
    if after is not None:
        name, last = after
        same = sa.and_(Person.display_key == name, Person.id > last)
        query = query.where(sa.or_(Person.display_key > name, same))
    return db.session.scalars(query.order_by(Person.display_key, Person.id).limit(size)).all()


def grants_of(person: Person) -> Sequence[Grant]:
    """Every role the person holds or held, the newest first."""
    query = sa.select(Grant).where(Grant.person_id == person.id)
    return db.session.scalars(query.order_by(Grant.id.desc())).all()


def get_grant(grant_id: int) -> Grant:
    """The grant; NotFound when there is none."""
    found = db.session.get(Grant, grant_id)
    if found is None:
        raise NotFound("grant")
    return found


def acts_on(person: Person) -> Sequence[AccountAct]:
    """What administrators did to the account, the newest first."""
    query = sa.select(AccountAct).where(AccountAct.person_id == person.id)
    return db.session.scalars(query.order_by(AccountAct.id.desc())).all()


def acts_with(ids: Collection[int]) -> Sequence[AccountAct]:
    """The acts with these ids."""
    return db.session.scalars(sa.select(AccountAct).where(AccountAct.id.in_(ids))).all()


def contact_is_open(actor: Person, person: Person) -> bool:
    """Whether ``actor`` asked a short while ago, with a reason, to see the person's contact."""
    query = sa.select(AccountAct.id).where(
        AccountAct.person_id == person.id,
        AccountAct.by_id == actor.id,
        AccountAct.kind == ActKind.CONTACT_SHOWN,
        AccountAct.at > clock.now() - CONTACT_STAYS,
    )
    return db.session.scalar(query.limit(1)) is not None


def names_of(ids: Collection[int]) -> Mapping[int, str]:
    """Id → displayed name."""
    query = sa.select(Person.id, Person.display_name).where(Person.id.in_(ids))
    return {row.id: row.display_name for row in db.session.execute(query)}
