"""Writing the triggers."""

from __future__ import annotations

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core.db import db
from forum.screening.models import Trigger


def set_trigger(actor: Actor, *, key: str, threshold: int, active: bool = True) -> Trigger:
    """The trigger ``key`` holds texts from ``threshold`` on, or is switched off."""
    trigger = db.session.scalar(sa.select(Trigger).where(Trigger.key == key)) or Trigger(key=key)
    trigger.threshold, trigger.active = threshold, active
    db.session.add(trigger)
    db.session.flush()
    audit.record(actor, "set_trigger", trigger, key=key, threshold=threshold, active=active)
    return trigger
