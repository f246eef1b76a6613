"""What migration 0008 knows of threads that stood before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from tests.migrations.rows import reflect

BEGUN = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
THREAD = {"category_id": 1, "created_at": BEGUN, "last_post_at": BEGUN, "last_number": 1}


def put(engine: sa.Engine, table: str, **values: Any) -> None:
    with engine.begin() as link:
        link.execute(reflect(engine).tables[table].insert().values(**values))


def test_a_published_threads_time_line_begins_with_its_opening(
    empty_app: Flask, step: Callable[[str, str], None]
) -> None:
    step("upgrade", "0007")
    with empty_app.app_context():
        texts = {"name": {}, "description": {}}
        put(
            db.engine,
            "category",
            id=1,
            slug="a",
            position=0,
            mode="before",
            posting="members",
            **texts,
        )
        for number, published in ((1, BEGUN), (2, None)):
            put(db.engine, "thread", id=number, replies=0, first_published_at=published, **THREAD)
            put(
                db.engine,
                "post",
                id=number,
                thread_id=number,
                opening=True,
                state="unpublished",
                author_kind="imported",
                named=True,
                created_at=BEGUN,
                version=1,
            )
        db.engine.dispose()
    step("upgrade", "0008")
    with empty_app.app_context(), db.engine.connect() as link:
        columns = "thread_id, kind, by_role, detail"
        found = link.exec_driver_sql(f"SELECT {columns} FROM thread_event").all()
        assert [tuple(row)[:3] for row in found] == [(1, "opened", "import")]
        assert found[0][3] in ({}, "{}")
