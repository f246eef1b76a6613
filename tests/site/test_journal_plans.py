"""A long journal is not read from end to end to find a few acts in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from forum.audit.models import AuditRow
from forum.audit.queries import Filter
from forum.core.db import db, dialect
from forum.site.queries import acted_as
from tests.factories.people import make_citizen, make_moderator

ROWS = 20_000
SOUGHT = {
    "act": Filter(act="tune"),
    "person": Filter(person_id=1),
    "moderators": Filter(acted_as=acted_as("moderator")),
    "act of moderators": Filter(act="tune", acted_as=acted_as("moderator")),
    "act of citizens": Filter(act="tune", acted_as=acted_as("citizen")),
    "act of guests": Filter(act="tune", acted_as=acted_as("guest")),
    "kind": Filter(thing_kind="site"),
}
READ_FROM_END_TO_END = {"sqlite": "SCAN audit_row", "postgresql": "Seq Scan on audit_row"}


@pytest.mark.usefixtures("app")
def test_what_is_rare_is_found_by_an_index() -> None:
    make_moderator()
    people = [make_citizen().id for _ in range(10)]
    more = {"at": datetime(2026, 3, 1, tzinfo=UTC), "actor_kind": "person", "act": "submit"}
    more |= {"thing_kind": "revision", "detail": {}}
    rows = [{**more, "actor_id": people[n % 10], "thing_id": n} for n in range(ROWS)]
    db.session.execute(sa.insert(AuditRow), rows)
    if dialect() == "postgresql":  # by itself it does so after a while; SQLite never does
        db.session.execute(sa.text("ANALYZE"))

    end_to_end = READ_FROM_END_TO_END[dialect()]
    assert [name for name, wanted in SOUGHT.items() if end_to_end in plan(page(wanted))] == []
    assert end_to_end in plan(sa.select(AuditRow))  # it would be seen


def page(wanted: Filter) -> sa.Select[tuple[AuditRow]]:
    return sa.select(AuditRow).where(*wanted.conditions()).order_by(AuditRow.id.desc()).limit(51)


def plan(query: sa.Select[tuple[AuditRow]]) -> str:
    text = query.compile(db.engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN " if dialect() == "sqlite" else "EXPLAIN "
    steps = db.session.connection().exec_driver_sql(f"{explain}{text}").all()
    return "\n".join(str(step[-1]) for step in steps)
