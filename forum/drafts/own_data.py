"""What this room stores about a person."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.drafts.models import Draft


def drafts(person_id: int) -> Iterator[Record]:
    """Texts that were begun and not sent."""
    query = sa.select(Draft.place, Draft.fields, Draft.changed_at)
    return records(query.where(Draft.person_id == person_id).order_by(Draft.id))
