"""The statements by which the worker takes up facts and deliveries; it alone commits them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import groupby

import sqlalchemy as sa

from forum.core import clock
from forum.core.db import db, dialect
from forum.core.errors import Conflict
from forum.outbox.facts import Fact, read
from forum.outbox.models import Delivery, DeliveryState, FactRow

News = Sequence[tuple[int, Fact]]  # what one reaction is to hear: ids of deliveries, their facts

BATCH = 200  # of facts or deliveries


def new_facts() -> Sequence[tuple[int, str]]:
    """Id and name of up to BATCH facts that have no deliveries yet, oldest first."""
    query = sa.select(FactRow.id, FactRow.name).where(FactRow.expanded_at.is_(None))
    query = query.order_by(FactRow.id).limit(BATCH)
    if dialect() == "postgresql":
        query = query.with_for_update(skip_locked=True)
    return [(row.id, row.name) for row in db.session.execute(query)]


def add(reactions: Sequence[tuple[int, str]], facts: Collection[int]) -> None:
    """A delivery exists for each (fact, reaction), and these ``facts`` have theirs."""
    moment = clock.now()
    fresh = {"state": DeliveryState.WAITING, "attempts": 0, "due_at": moment}
    if reactions:
        rows = [{"fact_id": fact, "reaction": name, **fresh} for fact, name in reactions]
        db.session.execute(sa.insert(Delivery), rows)
    if facts:
        expanded = sa.update(FactRow).where(FactRow.id.in_(facts)).values(expanded_at=moment)
        db.session.execute(expanded.execution_options(synchronize_session=False))


def due() -> tuple[list[int], list[int]]:
    """Ids of deliveries that may run now, oldest first: new ones, and those tried before."""
    query = sa.select(Delivery.id, Delivery.attempts).where(Delivery.due_at <= clock.now(), _free())
    found = db.session.execute(query.order_by(Delivery.id).limit(BATCH)).all()
    return [id_ for id_, tries in found if not tries], [id_ for id_, tries in found if tries]


def taken(delivery_ids: Collection[int], seconds: int) -> list[int]:
    """Those of these deliveries that were free; they are leased for ``seconds``."""
    until = clock.now() + timedelta(seconds=seconds)
    query = (
        sa.update(Delivery)
        .where(Delivery.id.in_(delivery_ids), _free())
        .values(leased_until=until, attempts=Delivery.attempts + 1)
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    )
    return sorted(db.session.scalars(query))


def news_of(delivery_ids: Collection[int], *, free: bool = False) -> list[tuple[str, News]]:
    """Reaction → what it is to hear, of those of these deliveries that wait; ``free`` leaves out
    what another worker holds, and keeps others from taking these until the commit."""
    query = (
        sa.select(Delivery.reaction, Delivery.id, FactRow.name, FactRow.payload)
        .join(FactRow, FactRow.id == Delivery.fact_id)
        .where(Delivery.id.in_(delivery_ids), Delivery.state == DeliveryState.WAITING)
    )
    if free:
        query = query.where(_free())
        if dialect() == "postgresql":
            query = query.with_for_update(skip_locked=True, of=Delivery)
    rows = db.session.execute(query.order_by(Delivery.reaction, Delivery.id)).all()
    return [
        (reaction, [(row.id, read(row.name, row.payload)) for row in found])
        for reaction, found in groupby(rows, key=lambda row: row.reaction)
    ]


def finish(delivery_ids: Collection[int], *, free: bool = False) -> None:
    """Done, together with what the reactions wrote; Conflict when another worker has taken or
    finished one of them meanwhile, so that nothing is written twice."""
    query = sa.update(Delivery).where(
        Delivery.id.in_(delivery_ids), Delivery.state == DeliveryState.WAITING
    )
    finished = db.session.execute(
        (query.where(_free()) if free else query)
        .values(state=DeliveryState.DONE, leased_until=None)
        .execution_options(synchronize_session=False)
    )
    if finished.rowcount != len(delivery_ids):  # type: ignore[attr-defined]
        raise Conflict("delivery")


def postpone(delivery_ids: Collection[int], error: Exception, attempts: int) -> None:
    """The next attempt is planned; after so many ``attempts`` the delivery is dead."""
    query = sa.select(Delivery).where(
        Delivery.id.in_(delivery_ids), Delivery.state == DeliveryState.WAITING
    )
    for delivery in db.session.scalars(query).all():
        dead = delivery.attempts >= attempts
        delivery.state = DeliveryState.DEAD if dead else DeliveryState.WAITING
        # 2, 4, 8 … seconds, at most an hour: a mail server's restart should not cost a notice.
        delivery.due_at = clock.now() + timedelta(seconds=min(2**delivery.attempts, 3600))
        delivery.leased_until = None
        delivery.last_error = f"{type(error).__name__}: {error}"[:500]


def _free() -> sa.ColumnElement[bool]:
    unleased = sa.or_(Delivery.leased_until.is_(None), Delivery.leased_until < clock.now())
    return sa.and_(Delivery.state == DeliveryState.WAITING, unleased)
