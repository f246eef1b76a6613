"""Rows for any schema: one in every table, made from what the database says about itself."""

from __future__ import annotations

import itertools
import re
import warnings
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

_numbers = itertools.count(1)
# "state IN ('open', …" of SQLite; "(state)::text = ANY ((ARRAY['open'…" of PostgreSQL
WORDS = re.compile(
    r"\(*\"?(\w+)\"?\)*(?:::[a-z ]+)?\)* (?:IN|= ANY) \(+(?:ARRAY\[)?\(?'(\w+)'", re.I
)


def reflect(engine: sa.Engine) -> sa.MetaData:
    """The tables as they stand, without those that FTS5 or Alembic keep for themselves."""
    metadata = sa.MetaData()
    names = [name for name in sa.inspect(engine).get_table_names() if not own_business(name)]
    metadata.reflect(engine, only=names, resolve_fks=False)
    return metadata


def own_business(name: str) -> bool:
    """True for the tables of an index: their rows come from elsewhere and are made anew."""
    return name == "alembic_version" or name.startswith("search_fts")


def counts(engine: sa.Engine) -> dict[str, int]:
    """Table → number of its rows."""
    tables = reflect(engine).tables.values()
    with engine.connect() as link:
        found = {t.name: link.scalar(sa.select(sa.func.count()).select_from(t)) for t in tables}
    return {name: count or 0 for name, count in found.items()}


def fill(engine: sa.Engine) -> dict[str, int]:
    """A lawful row stands in every table where one can be guessed; the counts after it.

    Keys are 1 everywhere, so rows refer to each other; a word is the first that a CHECK allows.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sa.exc.SAWarning)  # tables that refer to each other
        tables = reflect(engine).sorted_tables
    empty = {name for name, count in counts(engine).items() if not count}
    for table in [*tables, *tables]:  # twice: of a circle, one half waits for the other
        if table.name in empty and _put(engine, table):
            empty.discard(table.name)
    return counts(engine)


def _put(engine: sa.Engine, table: sa.Table) -> bool:
    try:
        with engine.begin() as link:
            link.execute(table.insert().values(_row(engine, table)))
    except sa.exc.IntegrityError:
        return False
    return True


def _row(engine: sa.Engine, table: sa.Table) -> dict[str, Any]:
    checks = sa.inspect(engine).get_check_constraints(table.name)
    words = dict(found for check in checks for found in WORDS.findall(check["sqltext"]))
    return {
        column.name: words.get(column.name) or _value(column)
        for column in table.columns
        if not column.nullable
    }


def _value(column: sa.Column[Any]) -> Any:
    kind = column.type
    number = 1 if column.primary_key or column.foreign_keys else next(_numbers)
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.Integer | sa.Numeric):
        return number
    if isinstance(kind, sa.DateTime):
        return datetime(2026, 1, 1, tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return datetime(2026, 1, 1, tzinfo=UTC).date()
    if isinstance(kind, sa.JSON):
        return {}
    if isinstance(kind, sa.LargeBinary):
        return b"x"
    return f"x{number}"[: getattr(kind, "length", None) or 60]
