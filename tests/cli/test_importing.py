"""``import threads``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.cli import importing
from forum.core.db import db
from forum.core.text import render
from forum.outbox.models import FactRow
from forum.threads.models import Category, Post, Revision, Thread
from tests.cli.conftest import Command
from tests.page import Client

FileOf = Callable[..., Path]


@pytest.fixture
def file_of(tmp_path: Path) -> FileOf:
    def write(*rows: object) -> Path:
        path = tmp_path / "threads.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


def row(number: int, **more: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "title": f"Tên {number}", "body": f"Nội dung số {number}.", **more}


def count(model: type[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def imports_told() -> list[tuple[int, int]]:
    query = sa.select(FactRow.payload).where(FactRow.name == "ThreadsImported").order_by(FactRow.id)
    return [(payload["first_id"], payload["last_id"]) for payload in db.session.scalars(query)]


def test_imported_threads_are_public_at_once_with_author_date_and_language(
    command: Command, file_of: FileOf, client: Client
) -> None:
    told = row(1, lang="bdq", author="Y Bih", created_at="2024-03-05T08:00:00", category="Đời sống")

    result = command("import", "threads", file_of(told, row(2)))

    assert result.exit_code == 0, result.stderr
    assert result.stdout == "imported 2, skipped 0, bad 0\n"
    first, second = db.session.scalars(sa.select(Thread).order_by(Thread.id))
    assert first.source_id == "s1"
    assert first.category.slug == "doi-song" and first.category.name == {"vi": "Đời sống"}
    assert second.category.slug == "nhap"
    assert first.created_at.isoformat() == "2024-03-05T01:00:00+00:00"
    page = client.get(f"/chu-de/{first.id}")
    assert page.h1 == "Tên 1" and "Nội dung số 1." in page and "Y Bih" in page


def test_a_second_import_skips_what_is_there(command: Command, file_of: FileOf) -> None:
    command("import", "threads", file_of(row(1), row(2), row(2)))

    result = command("import", "threads", file_of(row(2), row(3)), "--json")

    assert json.loads(result.stdout) == {"imported": 1, "skipped": 1, "bad": 0}
    assert count(Thread) == count(Post) == count(Revision) == 3


def test_one_fact_tells_of_the_whole_import(
    command: Command, file_of: FileOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)

    command("import", "threads", file_of(*map(row, range(7))))
    command("import", "threads", file_of(row(1)))

    ids = list(db.session.scalars(sa.select(Thread.id).order_by(Thread.id)))
    assert imports_told() == [(ids[0], ids[-1])]


def test_an_import_that_was_killed_goes_on_and_tells_of_everything(
    command: Command, file_of: FileOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr(importing, "announce_imports", lambda: None)  # killed before it could
    command("import", "threads", file_of(row(1), row(2)))
    monkeypatch.undo()
    assert imports_told() == []

    result = command("import", "threads", file_of(row(1), row(2), row(3)))

    assert result.stdout == "imported 1, skipped 2, bad 0\n"
    ids = list(db.session.scalars(sa.select(Thread.id).order_by(Thread.id)))
    assert imports_told() == [(ids[0], ids[-1])]


BAD = [
    '{"id": "b1", "title": "Không đóng ngoặc"',
    '["b2"]',
    {"title": "Không có mã", "body": "x"},
    {"id": "b3", "body": "Không có tên"},
    {"id": "b4", "title": "Không có nội dung", "body": "  "},
    {"id": "b5", "title": "Dài", "body": "a" * 10_001},
    {"id": "b6", "title": "Ngày sai", "body": "x", "created_at": "hôm qua"},
    {"id": "b7", "title": "Ngày mai", "body": "x", "created_at": "2999-01-01"},
    {"id": "b8", "title": "Tiếng gì", "body": "x", "lang": "tiếng Thái"},
    {"id": "b9", "title": 9, "body": "x"},
]


def test_a_bad_line_is_named_by_number_and_skipped(command: Command, file_of: FileOf) -> None:
    result = command("import", "threads", file_of(row(1), *BAD, "", row(2)))

    assert result.exit_code == 0
    assert result.stdout == f"imported 2, skipped 0, bad {len(BAD)}\n"
    for number in range(2, 2 + len(BAD)):
        assert f"line {number}: " in result.stderr


def test_strict_writes_nothing_when_the_last_line_is_bad(command: Command, file_of: FileOf) -> None:
    result = command("import", "threads", file_of(row(1), row(2), BAD[0]), "--strict")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Nothing was imported: line 3 (not JSON).\n"
    assert count(Thread) == 0 and "nhap" not in db.session.scalars(sa.select(Category.slug)).all()


def test_a_line_that_is_no_text_and_one_that_never_ends_are_bad(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "threads.jsonl"
    good = json.dumps(row(1)).encode()
    path.write_bytes(b"\xff\xfe\n" + b"x" * 2_500_000 + b"\n" + good)

    result = command("import", "threads", path)

    assert result.stdout == "imported 1, skipped 0, bad 2\n"
    assert "line 1: not UTF-8" in result.stderr and "line 2: longer" in result.stderr


def test_a_text_without_a_title_is_headed_by_its_first_words_and_a_long_title_is_cut(
    command: Command, file_of: FileOf
) -> None:
    words = "Năm nay mùa mưa đến sớm hơn mọi năm, bà con xuống giống từ tháng tư. " * 3
    command("import", "threads", file_of(row(1, title="", body=words), row(2, title=words)))

    first, second = db.session.scalars(sa.select(Revision.title).order_by(Revision.id))
    assert first == "Năm nay mùa mưa đến sớm hơn mọi năm, bà con xuống giống từ tháng tư. Năm nay…"
    assert 150 < len(second) <= 200 and second.endswith("…")


def test_imported_html_is_what_the_form_would_store(command: Command, file_of: FileOf) -> None:
    body = "1. **Một**\n2. <script>alert(1)</script> [x](javascript:alert(1))"
    command("import", "threads", file_of(row(1, body=body)))

    html = db.session.scalars(sa.select(Revision.html)).one()
    assert html == render(body) and "<script" not in html


def test_counters_of_imported_threads_fit(command: Command, file_of: FileOf) -> None:
    command("import", "threads", file_of(row(1), row(2)))

    assert command("check").stdout == "Everything fits.\n"


def test_the_file_must_exist(command: Command, app: Flask) -> None:
    assert command("import", "threads", "/nowhere.jsonl").exit_code == 2
