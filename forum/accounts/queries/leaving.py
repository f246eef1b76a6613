"""Reading accounts that were closed or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from forum.accounts.models import Closing, FormerAddress, Person
from forum.core import clock
from forum.core.db import db

LATE = timedelta(minutes=5)  # what was under way when an account was deleted is written by then


def closing_of(person: Person) -> Closing | None:
    """When the account was closed and until when it can be opened again; None of an open one."""
    return db.session.scalar(sa.select(Closing).where(Closing.person_id == person.id))


def due_closings(most: int) -> Sequence[Closing]:
    """Closed accounts whose time is over, the oldest first."""
    query = sa.select(Closing).where(Closing.deleted_at.is_(None), Closing.due_at <= clock.now())
    return db.session.scalars(query.order_by(Closing.due_at, Closing.id).limit(most)).all()


def addresses_of(person: Person) -> list[str]:
    """Where mails of the account go, went, or may go once that is confirmed."""
    query = sa.select(FormerAddress.address).where(FormerAddress.person_id == person.id)
    present = [address for address in (person.email, person.new_email) if address]
    return [*present, *db.session.scalars(query)]


def just_deleted() -> list[tuple[Closing, Person]]:
    """Accounts that were deleted a moment ago."""
    query = sa.select(Closing, Person).join(Person, Person.id == Closing.person_id)
    found = db.session.execute(query.where(Closing.deleted_at > clock.now() - LATE))
    return [(row[0], row[1]) for row in found]


def deleted_people() -> sa.Select[Any]:
    """The numbers of all deleted accounts, to be asked for inside of another statement."""
    return sa.select(Closing.person_id).where(Closing.deleted_at.is_not(None))
