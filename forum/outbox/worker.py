"""The one worker: expands facts into deliveries and runs each until it is done or dead.

Every delivery runs in a fresh application context. A reaction that only writes rows is exactly
once, because its rows and ``done`` share a commit; one that acts outside the database (SMTP, the
Whoosh index) is at least once and must be safe to repeat.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from forum.core import clock
from forum.core.db import commit, db, dialect
from forum.core.errors import Busy, Conflict
from forum.outbox.facts import Fact, read
from forum.outbox.models import Delivery, DeliveryState, FactRow

Reaction = Callable[[Fact], None]
Reactions = Mapping[type[Fact], Sequence[Reaction]]

log = logging.getLogger(__name__)
BATCH = 50
IDLE_SECONDS = 0.5
CHORE_SECONDS = 30


def name_of(reaction: Reaction) -> str:
    """``notifications.tell_board``: how a reaction is stored with its delivery."""
    return f"{reaction.__module__.split('.')[1]}.{reaction.__name__}"


def expand(reactions: Reactions) -> int:
    """Deliveries exist for up to BATCH new facts; how many facts that were."""
    waiting = sa.select(FactRow).where(FactRow.expanded_at.is_(None)).order_by(FactRow.id)
    waiting = waiting.limit(BATCH)
    if dialect() == "postgresql":
        waiting = waiting.with_for_update(skip_locked=True)
    rows = db.session.scalars(waiting).all()
    moment = clock.now()
    for row in rows:
        kind = Fact.known.get(row.name)
        for reaction in reactions.get(kind, ()) if kind else ():
            db.session.add(
                Delivery(
                    fact_id=row.id,
                    reaction=name_of(reaction),
                    state=DeliveryState.WAITING,
                    due_at=moment,
                )
            )
        row.expanded_at = moment
    commit()
    return len(rows)


def due() -> list[int]:
    """Ids of deliveries that may run now, oldest first."""
    moment = clock.now()
    free = sa.or_(Delivery.leased_until.is_(None), Delivery.leased_until < moment)
    query = sa.select(Delivery.id).where(
        Delivery.state == DeliveryState.WAITING, Delivery.due_at <= moment, free
    )
    ids = list(db.session.scalars(query.order_by(Delivery.id).limit(BATCH)))
    db.session.rollback()
    return ids


def lease(delivery_id: int, seconds: int) -> bool:
    """True when this worker, and no other, holds the delivery for ``seconds``."""
    moment = clock.now()
    free = sa.or_(Delivery.leased_until.is_(None), Delivery.leased_until < moment)
    taken = db.session.execute(
        sa.update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.WAITING, free)
        .values(leased_until=moment + timedelta(seconds=seconds), attempts=Delivery.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    commit()
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def run(app: Flask, delivery_id: int) -> bool:
    """The delivery is done, or its next attempt is planned, or it is dead; True when done."""
    with app.app_context():
        if not lease(delivery_id, app.config["OUTBOX_LEASE_SECONDS"]):
            return False
        delivery = db.session.get_one(Delivery, delivery_id)
        fact = read(delivery.fact.name, delivery.fact.payload)
        reaction = app.extensions["forum.reaction_names"].get(delivery.reaction)
        try:
            if reaction is not None:  # a reaction that an upgrade took away has nothing left to do
                reaction(fact)
            _finish(delivery_id)
        except Exception as error:  # the worker must outlive every reaction
            db.session.rollback()
            log.warning("delivery %s failed: %s", delivery_id, error, exc_info=True)
            _postpone(delivery_id, error, app.config["OUTBOX_ATTEMPTS"])
            return False
    return True


def _finish(delivery_id: int) -> None:
    """Done, together with what the reaction wrote; Conflict when another worker finished it after
    this one's lease ran out, so that nothing is written twice."""
    finished = db.session.execute(
        sa.update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == DeliveryState.WAITING)
        .values(state=DeliveryState.DONE, leased_until=None)
        .execution_options(synchronize_session=False)
    )
    if finished.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("delivery")
    commit()


def _postpone(delivery_id: int, error: Exception, attempts: int) -> None:
    delivery = db.session.get_one(Delivery, delivery_id)
    if delivery.state is not DeliveryState.WAITING:
        return
    dead = delivery.attempts >= attempts
    delivery.state = DeliveryState.DEAD if dead else DeliveryState.WAITING
    # 2, 4, 8 … seconds, at most an hour: a mail server's restart should not cost a notice.
    delivery.due_at = clock.now() + timedelta(seconds=min(2**delivery.attempts, 3600))
    delivery.leased_until = None
    delivery.last_error = f"{type(error).__name__}: {error}"[:500]
    commit()


def drain(app: Flask) -> int:
    """Every fact is expanded and every due delivery was tried once; how many were done."""
    done = 0
    while True:
        with app.app_context():
            expanded = expand(app.extensions["forum.reactions"])
            ids = due()
        done += sum(run(app, delivery_id) for delivery_id in ids)
        if not expanded and not ids:
            return done


def do_chores(app: Flask) -> None:
    """Each chore of ``wiring`` was done, in a transaction of its own; one that fails is logged and
    tried again with the next round."""
    for chore in app.extensions["forum.chores"]:
        with app.app_context():
            try:
                chore()
                commit()
            except Exception as error:  # the worker must outlive every chore
                db.session.rollback()
                log.warning("chore %s failed: %s", chore.__name__, error, exc_info=True)


def serve(app: Flask, stopping: Callable[[], bool]) -> None:
    """Drains until ``stopping`` says so, and does the chores every CHORE_SECONDS; a busy or lost
    database is waited for."""
    next_chores = time.monotonic()
    while not stopping():
        try:
            if time.monotonic() >= next_chores:
                do_chores(app)
                next_chores = time.monotonic() + CHORE_SECONDS
            drain(app)
        except (Busy, Conflict) as error:
            log.warning("waiting for the database: %s", error.reason)
            time.sleep(2)
        time.sleep(IDLE_SECONDS)
