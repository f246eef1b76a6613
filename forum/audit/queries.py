"""Reading the audit table, newest act first, a page by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.audit.models import AuditRow
from forum.core.db import db

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Filter:
    """What is looked for; whatever is None matches everything. ``person_id`` is who acted,
    ``acted_as`` what that actor was then, ``until`` is not reached."""

    act: str | None = None
    acted_as: Condition | None = None
    person_id: int | None = None
    thing_kind: str | None = None
    thing_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def tells_who(self) -> bool:
        """Whether an act that is found says something about whoever did it."""
        return self.person_id is not None or self.acted_as is not None

    def conditions(self) -> list[Condition]:
        wanted: list[Condition | None] = [
            self.acted_as,
            None if self.act is None else AuditRow.act == self.act,
            None if self.person_id is None else AuditRow.actor_id == self.person_id,
            None if self.person_id is None else AuditRow.actor_kind == "person",
            None if self.thing_kind is None else AuditRow.thing_kind == self.thing_kind,
            None if self.thing_id is None else AuditRow.thing_id == self.thing_id,
            None if self.since is None else AuditRow.at >= self.since,
            None if self.until is None else AuditRow.at < self.until,
        ]
        return [condition for condition in wanted if condition is not None]


def rows_of(
    wanted: Filter, *, before: int | None, size: int, but: Condition | None = None
) -> Sequence[AuditRow]:
    """Acts that fit, older than the one with the id ``before``. Where it is asked who acted, those
    for which ``but`` holds are left out."""
    query = sa.select(AuditRow).where(*wanted.conditions())
    if but is not None and wanted.tells_who:
        query = query.where(~but)
    if before:
        query = query.where(AuditRow.id < before)
    return db.session.scalars(query.order_by(AuditRow.id.desc()).limit(size)).all()


def rows_about(person_id: int, *, size: int, but: Condition | None = None) -> Sequence[AuditRow]:
    """The newest acts on this account and the newest acts of it but those, together."""
    on = Filter(thing_kind="person", thing_id=person_id)
    by = Filter(person_id=person_id)
    both = [rows_of(one, before=None, size=size, but=but) for one in (on, by)]
    found = {row.id: row for rows in both for row in rows}
    return [found[number] for number in sorted(found, reverse=True)][:size]


def of_these(rows: Sequence[AuditRow], condition: Condition) -> set[int]:
    """The ids of those for which the condition holds."""
    ids = [row.id for row in rows]
    query = sa.select(AuditRow.id).where(AuditRow.id.in_(ids), condition)
    return set(db.session.scalars(query)) if ids else set()
