"""Reading the outbox: what waits, fails or was given up, and whether a worker goes round."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.core.db import db
from forum.outbox.models import Delivery, DeliveryState, FactRow, WorkerRound


class Lot(enum.StrEnum):
    """Where a delivery stands that is not done."""

    DEAD = "dead"  # given up
    FAILING = "failing"  # failed, and is tried again
    WAITING = "waiting"  # not tried yet


_OF_LOT: Mapping[Lot, sa.ColumnElement[bool]] = {
    Lot.DEAD: Delivery.state == DeliveryState.DEAD,
    Lot.FAILING: sa.and_(Delivery.state == DeliveryState.WAITING, Delivery.attempts > 0),
    Lot.WAITING: sa.and_(Delivery.state == DeliveryState.WAITING, Delivery.attempts == 0),
}


def deliveries_of(lot: Lot, *, after: int | None, size: int) -> Sequence[Any]:
    """Deliveries with what they are about, oldest first, from the id ``after`` on."""
    query = (
        sa.select(
            Delivery.id,
            Delivery.reaction,
            Delivery.attempts,
            Delivery.due_at,
            Delivery.last_error,
            FactRow.name.label("fact"),
            FactRow.at,
        )
        .join(FactRow, FactRow.id == Delivery.fact_id)
        .where(_OF_LOT[lot], Delivery.id > (after or 0))
    )
    return db.session.execute(query.order_by(Delivery.id).limit(size)).all()


def counts() -> Mapping[Lot, int]:
    """How many deliveries of each lot there are."""
    count = sa.select(sa.func.count(Delivery.id))
    return {lot: db.session.scalar(count.where(where)) or 0 for lot, where in _OF_LOT.items()}


def oldest_undone(beginning: str = "") -> datetime | None:
    """Since when the oldest fact has waited whose delivery to a reaction of this name, such as
    ``search.``, still waits; facts that have no deliveries yet wait for every reaction."""
    unexpanded = sa.select(sa.func.min(FactRow.at)).where(FactRow.expanded_at.is_(None))
    undone = sa.select(sa.func.min(FactRow.at)).join(Delivery, Delivery.fact_id == FactRow.id)
    undone = undone.where(Delivery.state == DeliveryState.WAITING)
    undone = undone.where(Delivery.reaction.startswith(beginning, autoescape=True))
    found = [db.session.scalar(query) for query in (unexpanded, undone)]
    return min((moment for moment in found if moment is not None), default=None)


def last_round() -> datetime | None:
    """When a worker last went round."""
    return db.session.scalar(sa.select(WorkerRound.at))
