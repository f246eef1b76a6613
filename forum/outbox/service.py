"""Writing a fact, and how a reaction says what the worker must know of it.

A reaction shares its transaction with others unless it calls ``by_itself``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import sqlalchemy as sa

from forum.core import clock
from forum.core.db import append, db
from forum.outbox.facts import Fact
from forum.outbox.models import Delivery, DeliveryState, FactRow, WorkerRound

SHARED = "transaction is shared"  # in a session's info


class ByItself(Exception):
    """A reaction stopped before it wrote anything: it has to run in a transaction of its own."""


def emit(fact: Fact) -> None:
    """The fact is delivered to every reaction of ``wiring`` once this transaction is committed."""
    append(FactRow, name=type(fact).__name__, payload=fact.payload(), at=clock.now())


def by_itself() -> None:
    """No other reaction's rows stand in the present transaction: it may be ended, or last long.

    For reactions that act outside the database or take their time; to be called before the first
    write. Where the transaction is shared, the reaction is stopped here and run again alone.
    """
    if db.session.info.get(SHARED):
        raise ByItself


def gathered(many: Callable[[Sequence[Any]], None]) -> Callable[[Any], None]:
    """A reaction that hears many facts of its kinds at once; called with one it hears that one."""

    @wraps(many)
    def reaction(fact: Fact) -> None:
        many([fact])

    reaction.many = many  # type: ignore[attr-defined]
    return reaction


def revive(delivery_id: int | None = None) -> int:
    """The dead delivery with this id, or every dead one, waits as if it were new; how many."""
    query = sa.update(Delivery).where(Delivery.state == DeliveryState.DEAD)
    if delivery_id is not None:
        query = query.where(Delivery.id == delivery_id)
    fresh = {"state": DeliveryState.WAITING, "attempts": 0, "due_at": clock.now()}
    revived = db.session.execute(query.values(**fresh).execution_options(synchronize_session=False))
    return int(revived.rowcount)  # type: ignore[attr-defined]


def note_round() -> None:
    """A worker went round at this moment; pages kept in memory stay true."""
    noted = db.session.execute(
        sa.update(WorkerRound).values(at=clock.now()).execution_options(synchronize_session=False)
    )
    if not noted.rowcount:  # type: ignore[attr-defined]
        append(WorkerRound, id=1, at=clock.now())
