"""Rows as plain mappings, a few at a time, for whoever writes them down elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from forum.core.db import db

Record = dict[str, Any]
AT_ONCE = 50  # rows in memory: texts of 10,000 characters among them


def records(query: sa.Select[*tuple[Any, ...]]) -> Iterator[Record]:
    """Each row of ``query``: the name of a column → its value."""
    for row in db.session.execute(query.execution_options(yield_per=AT_ONCE)):
        yield dict(row._mapping)
