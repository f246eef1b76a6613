"""Migration 0019 makes the table of files anew on SQLite: rows and numbers go on as they stood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from forum.core.db import db
from tests.migrations.rows import fill, reflect

FILE = {
    "person_id": 1,
    "place": "ask",
    "kind": "pdf",
    "label": "đơn xin",
    "bytes": 5,
    "taken": 5,
    "created_at": datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
}
Step = Callable[[str, str], None]


def put(**values: Any) -> None:
    with db.engine.begin() as link:
        link.execute(reflect(db.engine).tables["attachment"].insert().values(**FILE, **values))


def counts_on(engine: sa.Engine) -> bool:
    return engine.dialect.name == "sqlite"


def files() -> list[tuple[Any, ...]]:
    with db.engine.connect() as link:
        query = sa.text("SELECT name, state, label, post_id FROM attachment ORDER BY id")
        found = [tuple(row) for row in link.execute(query)]
    db.engine.dispose()
    return found


def test_files_go_through_and_back(empty_app: Flask, step: Step) -> None:
    step("upgrade", "0018")
    with empty_app.app_context():
        fill(db.engine)
        put(id=40, name="a" * 32, state="begun")
        put(id=41, name="b" * 32, state="gone")
        with db.engine.begin() as link:
            link.execute(sa.text("DELETE FROM attachment WHERE id = 41"))
        before = files()
    step("upgrade", "0019")
    with empty_app.app_context():
        assert files() == before and ("a" * 32, "begun", "đơn xin", None) in before
        # SQLite counts on from the last number there was, also of a row that is gone.
        put(name="c" * 32, state="sent", **({} if counts_on(db.engine) else {"id": 42}))
        with pytest.raises(IntegrityError, match="begun_without_post"):
            put(name="d" * 32, state="begun", post_id=1)
        with pytest.raises(IntegrityError):  # the name is taken: its key came along
            put(name="c" * 32, state="gone")
        db.engine.dispose()
    step("downgrade", "0018")
    with empty_app.app_context():
        assert files() == [*before, ("c" * 32, "gone", "", None)]
