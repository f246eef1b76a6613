"""What this room stores about a person."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.rules.models import Acceptance, RuleVersion


def acceptances(person_id: int) -> Iterator[Record]:
    """Which versions of the rules the person accepted."""
    query = sa.select(RuleVersion.number.label("rules_version"), Acceptance.at)
    query = query.join(RuleVersion, RuleVersion.id == Acceptance.version_id)
    return records(query.where(Acceptance.person_id == person_id).order_by(Acceptance.id))
