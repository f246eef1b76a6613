"""Deliveries that were given up are tried again."""

from __future__ import annotations

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core.errors import Conflict, Forbidden
from forum.outbox.service import revive
from forum.site import policy
from forum.site.queries import the_site


def retry_deliveries(actor: Actor, *, delivery_id: int | None = None) -> int:
    """The dead delivery with this id, or every dead one, waits again as if it were new; how many.
    Conflict when there was none: somebody else was first."""
    if not policy.may_run(actor):
        raise Forbidden("run")
    count = revive(delivery_id)
    if not count:
        raise Conflict("delivery")
    audit.record(actor, "retry_deliveries", the_site(), count=count, delivery=delivery_id)
    return count
