"""Migration 0018 makes two tables anew on SQLite: what stood in them stands there still."""

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

AT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
TEXT = {
    "title": "Hỗ trợ nhà ở",
    "claim": "",
    "summary": "",
    "source": "Ai được hỗ trợ?",
    "html": "<p>Ai được hỗ trợ?</p>",
    "renderer": 1,
    "language": "vi",
    "sources": [],
    "legal_basis": "",
    "agency_id": 1,
    "author_id": 1,
    "approver_position": "",
    "return_note": "",
    "withdraw_reason": "",
    "created_at": AT,
    "version": 3,
}
Step = Callable[[str, str], None]


def put(**values: Any) -> None:
    with db.engine.begin() as link:
        link.execute(reflect(db.engine).tables["official_text"].insert().values(**TEXT, **values))


def texts() -> list[tuple[Any, ...]]:
    with db.engine.connect() as link:
        query = sa.text("SELECT id, kind, state, slug, version FROM official_text ORDER BY id")
        found = [tuple(row) for row in link.execute(query)]
    db.engine.dispose()
    return found


def test_official_texts_and_time_lines_go_through_and_back(empty_app: Flask, step: Step) -> None:
    explanation = (7, "explanation", "draft", "ho-tro-nha-o", 3)
    step("upgrade", "0017")
    with empty_app.app_context():
        fill(db.engine)
        put(id=7, kind="explanation", state="draft", slug="ho-tro-nha-o")
        before = texts()
        events = counted()
    step("upgrade", "0018")
    with empty_app.app_context():
        assert texts() == before and explanation in before
        assert counted() == events
        put(id=8, kind="summary", state="draft", about_thread_id=1, covers=1)
        for wrong in ({"covers": None}, {"about_thread_id": None}, {"covers": 0}, {}):
            row = {"kind": "summary", "state": "draft", "about_thread_id": 1, "covers": 1}
            with pytest.raises(IntegrityError):
                put(**(row | wrong))
        with pytest.raises(IntegrityError):  # the address is taken: its key came along
            put(kind="explanation", state="draft", slug="ho-tro-nha-o")
        db.engine.dispose()
    step("downgrade", "0017")
    with empty_app.app_context():
        assert texts() == before
        assert counted() == events


def counted() -> int:
    with db.engine.connect() as link:
        found = link.scalar(sa.text("SELECT COUNT(*) FROM thread_event")) or 0
    db.engine.dispose()
    return found
