"""What ``check`` asks of accounts that were closed or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from forum.accounts.lifecycle import NOBODY, AccountState
from forum.accounts.models import Closing, Person
from forum.accounts.names import DELETED
from forum.accounts.queries.leaving import deleted_people
from forum.accounts.service.erasing import EMPTIED
from forum.core.db import db
from forum.notifications.models import Notice
from forum.wiring import STAYS


def leftovers() -> Iterator[str]:
    """Closed accounts without their row and the other way round; what deleted ones still hold."""
    yield from _half_closed()
    yield from _names_left()
    for column in _columns():
        query = sa.select(sa.func.count()).select_from(column.table).where(_left_in(column))
        count = db.session.scalar(query)
        if count:
            yield f"{count} rows of {column} still name deleted accounts."


def _half_closed() -> Iterator[str]:
    closed = Person.state == AccountState.CLOSED
    query = sa.select(Person.id).outerjoin(Closing, Closing.person_id == Person.id)
    wrong = sa.or_(sa.and_(closed, Closing.id.is_(None)), sa.and_(~closed, Closing.id.is_not(None)))
    for person_id in db.session.scalars(query.where(wrong).order_by(Person.id)):
        yield f"Account {person_id} is closed by half: its state and its closing differ."


def _names_left() -> Iterator[str]:
    nobodys = sa.literal(NOBODY) + sa.cast(Person.id, sa.String)
    left = [getattr(Person, name).is_not(None) for name in EMPTIED]
    named = sa.or_(Person.display_name != DELETED, Person.username_key != nobodys, *left)
    query = sa.select(Person.id).where(Person.id.in_(deleted_people()), named)
    for person_id in db.session.scalars(query.order_by(Person.id)):
        yield f"Account {person_id} is deleted, and its names or contact still stand."


def _columns() -> Iterator[sa.Column[Any]]:
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            named = any(key.target_fullname == "person.id" for key in column.foreign_keys)
            if named and str(column) not in STAYS:
                yield column


def _left_in(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    left = column.in_(deleted_people())
    if column.table is not Notice.__table__:
        return left
    newest = sa.select(sa.func.max(Notice.id)).scalar_subquery()
    return sa.and_(left, column.table.c.id < newest)  # which waits for a newer one
