"""Whether this installation can do its work, for a supervisor or a load balancer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache

import sqlalchemy as sa

from forum.core import heads
from forum.core.db import db, in_our_words
from forum.core.errors import Busy
from forum.outbox.models import Delivery, DeliveryState, FactRow


@dataclass(frozen=True)
class Health:
    """``migrations``: the database stands where this code expects it. ``outbox_waiting``: facts and
    deliveries not yet done; None when nobody can say."""

    database: bool
    migrations: bool
    outbox_waiting: int | None

    @property
    def ready(self) -> bool:
        return self.database and self.migrations

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@lru_cache
def expected_head() -> str:
    """The newest migration of this code; it does not change while it runs."""
    return heads.head_of_code()


def health() -> Health:
    """What the database says now. A database that is away is an answer, not an error."""
    try:
        with in_our_words():
            if heads.head_of_database(db.session.connection()) != expected_head():
                return Health(database=True, migrations=False, outbox_waiting=None)
            return Health(database=True, migrations=True, outbox_waiting=_waiting())
    except Busy:
        return Health(database=False, migrations=False, outbox_waiting=None)


def _waiting() -> int:
    facts = sa.select(sa.func.count(FactRow.id)).where(FactRow.expanded_at.is_(None))
    deliveries = sa.select(sa.func.count(Delivery.id)).where(
        Delivery.state == DeliveryState.WAITING
    )
    return (db.session.scalar(facts) or 0) + (db.session.scalar(deliveries) or 0)
