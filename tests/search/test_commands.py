"""``search rebuild``, ``query`` and ``evaluate`` as checks from outside use them."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from forum.accounts.actors import System
from forum.core.db import db
from forum.threads.importing import SourceText, import_batch
from tests.factories.threads import make_category

TEXTS = [
    SourceText("a-1", "Hỗ trợ đất sản xuất", "Hộ nghèo được giao đất."),
    SourceText("a-2", "Đường vào bản", "Mùa mưa đường trơn."),
    SourceText("a-3", "Vay vốn", "Hỏi về hỗ trợ đất sản xuất."),
]


@pytest.fixture
def rebuilt(app: Flask) -> Flask:
    import_batch(System(), make_category(), TEXTS)
    db.session.commit()
    assert command(app, "rebuild").stdout == "3 documents\n"
    return app


def command(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["search", *arguments])


def test_a_query_answers_as_json(rebuilt: Flask) -> None:
    result = command(rebuilt, "query", "ho tro dat", "--json", "--limit", "1")
    answer = json.loads(result.stdout)
    assert answer["engine"] == rebuilt.config["SEARCH_ENGINE"]
    assert answer["more"] is True
    (one,) = answer["results"]
    assert (one["source_id"], one["title"]) == ("a-1", "Hỗ trợ đất sản xuất")
    assert one["url"] == f"/chu-de/{one['id']}-ho-tro-dat-san-xuat"


def test_a_query_answers_in_lines(rebuilt: Flask) -> None:
    result = command(rebuilt, "query", "đường vào bản")
    assert result.stdout.splitlines()[0].split("\t")[1] == "Đường vào bản"
    assert command(rebuilt, "query", "xylophon").stdout == ""


def test_rebuilding_twice_changes_nothing(rebuilt: Flask) -> None:
    before = command(rebuilt, "query", "đất", "--json").stdout
    assert command(rebuilt, "rebuild").exit_code == 0
    assert command(rebuilt, "query", "đất", "--json").stdout == before


def test_an_evaluation_counts_first_and_tenth_places(rebuilt: Flask, tmp_path: Path) -> None:
    file = tmp_path / "queries.tsv"
    lines = [
        "query_id\tvariant\tquery\tdoc_id\tnote",
        f"1\tq1\t{unicodedata.normalize('NFD', 'hỗ trợ đất sản xuất')}\ta-1\t",
        '2\tq1\thỗ trợ đất "sản xuất"\ta-3\tsecond place',
        "3\tq2\tduong vao ban\ta-2\t",
        "4\tq2\txylophon\ta-2\t",
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    answer = json.loads(command(rebuilt, "evaluate", str(file), "--json").stdout)
    assert answer == {
        "documents": 3,
        "variants": {
            "q1": {"n": 2, "success@1": 0.5, "success@10": 1.0, "mrr@10": 0.75},
            "q2": {"n": 2, "success@1": 0.5, "success@10": 0.5, "mrr@10": 0.5},
        },
    }
    assert command(rebuilt, "evaluate", str(file)).stdout.startswith("q1\tn 2\tsuccess@1 0.5")


def test_a_file_without_the_columns_is_refused_by_line(rebuilt: Flask, tmp_path: Path) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text("query_id\tquery\n1\tnước\n", encoding="utf-8")
    result = command(rebuilt, "evaluate", str(file))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "line 2" in result.stderr
    assert command(rebuilt, "evaluate", str(tmp_path / "none.tsv")).exit_code == 2
