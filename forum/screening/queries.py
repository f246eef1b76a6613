"""Reading the triggers."""

from __future__ import annotations

import sqlalchemy as sa

from forum.core.db import rows
from forum.screening.finders import Draft, Finding, examine
from forum.screening.models import Trigger

_ACTIVE = sa.select(Trigger.key, Trigger.threshold).where(Trigger.active)


def active_thresholds() -> dict[str, int]:
    """Key → threshold of the triggers that are switched on."""
    return {row.key: row.threshold for row in rows(_ACTIVE)}


def findings(draft: Draft) -> list[Finding]:
    """Why this text is held; empty when nothing holds it. Guests are always held."""
    found = examine(draft, active_thresholds())
    if draft.guest and Finding.GUEST not in found:
        found.insert(0, Finding.GUEST)
    return found
