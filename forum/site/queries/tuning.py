"""Which settings were changed, by whom and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from forum.core.db import db
from forum.site.models import TuningChange


def changes_of(name: str) -> Sequence[TuningChange]:
    """What the setting was changed to, the newest first."""
    query = sa.select(TuningChange).where(TuningChange.name == name)
    return db.session.scalars(query.order_by(TuningChange.id.desc())).all()


def newest_changes() -> Mapping[str, TuningChange]:
    """Setting → its newest change, for those that were ever changed."""
    newest = sa.select(sa.func.max(TuningChange.id)).group_by(TuningChange.name)
    query = sa.select(TuningChange).where(TuningChange.id.in_(newest))
    return {change.name: change for change in db.session.scalars(query)}
