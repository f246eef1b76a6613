"""What the audit table holds about a person."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.audit.models import AuditRow
from forum.core.records import Record, records


def acts(person_id: int) -> Iterator[Record]:
    """What the person did, and what was done to the account; in this second case not by whom."""
    by_self = sa.and_(AuditRow.actor_kind == "person", AuditRow.actor_id == person_id)
    about = sa.and_(AuditRow.thing_kind == "person", AuditRow.thing_id == person_id)
    query = sa.select(
        AuditRow.at,
        AuditRow.act,
        by_self.label("by_self"),
        AuditRow.thing_kind,
        AuditRow.thing_id,
        # Of an act of somebody else only that it was: its details are that person's work.
        sa.case((by_self, AuditRow.detail)).label("detail"),
    )
    return records(query.where(sa.or_(by_self, about)).order_by(AuditRow.id))
