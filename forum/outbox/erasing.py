"""What this room may have been told of a person, taken away."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from forum.core.db import db
from forum.outbox.models import Delivery


def forget_addresses(addresses: Iterable[str | None]) -> None:
    """Mail servers repeat the address in what they complain about."""
    for address in filter(None, addresses):
        told = Delivery.last_error.contains(address, autoescape=True)
        cleared = sa.update(Delivery).where(told).values(last_error=None)
        db.session.execute(cleared.execution_options(synchronize_session=False))
