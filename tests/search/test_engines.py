"""What every engine finds, and in which order: the same expectations for all three."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.core.db import db
from forum.search.engines.base import Engine
from forum.search.engines.sql import SqlEngine
from forum.search.engines.tiers import NEWEST_RANKED, is_one_slip
from forum.search.engines.whoosh_index import WhooshEngine
from tests.effort import cpu_seconds
from tests.search.texts import NEAR_ALIKE, documents, found, rows_for, stored

MANY = dict.fromkeys(range(1, NEWEST_RANKED + 51), ("", "nước sạch về bản"))
ODD_QUERIES = st.text("'\"\\&|!()*:<>{}^-~ aă đ·/1កꪀ\u0301\x00", max_size=30) | st.text(max_size=30)


# The database's own engine on both databases; the files know nothing of the database.
ALL_THREE = pytest.mark.parametrize(
    "empty,database",
    [("files", "sqlite"), ("database", "sqlite"), ("database", "postgresql")],
    indirect=True,
)


@pytest.fixture
def empty(request: pytest.FixtureRequest, app: Flask, tmp_path: Path) -> Iterator[Engine]:
    """An engine without documents; the database has rows for those of the tests."""
    if request.param == "files":
        engine = WhooshEngine(tmp_path / "files")
        engine.rebuild([])
        yield engine
        return
    rows_for(MANY)
    yield SqlEngine(db.session.connection())
    db.session.rollback()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    return stored(empty)


@ALL_THREE
@pytest.mark.parametrize(
    "typed",
    [
        "hỗ trợ đất sản xuất",
        "ho tro dat san xuat",
        "HỖ TRỢ ĐẤT SẢN XUẤT",
        unicodedata.normalize("NFD", "hỗ trợ đất sản xuất"),
        "hỗ trợ dất sản xuất",
    ],
)
def test_a_text_is_found_however_its_words_are_typed(engine: Engine, typed: str) -> None:
    assert found(engine, typed)[:2] == [1, 3]


@ALL_THREE
def test_words_in_the_title_come_before_words_in_the_text(engine: Engine) -> None:
    assert found(engine, "vay vốn")[0] == 3
    assert found(engine, "đường")[0] == 2


@ALL_THREE
def test_words_side_by_side_come_before_the_same_words_apart(engine: Engine) -> None:
    order = found(engine, "đất sản xuất")
    assert order.index(3) < order.index(2)


@ALL_THREE
def test_a_document_number_is_found_in_every_spelling(engine: Engine) -> None:
    for typed in ("1719/QĐ-TTg", "1719/qd-ttg", "42/2022/nđcp", "quyết định 1719", "1719"):
        assert found(engine, typed)[0] == 5


@ALL_THREE
def test_khmer_and_tai_viet_are_found_by_parts(engine: Engine) -> None:
    assert found(engine, "ខ្មែរ") == [6]
    assert found(engine, "ꪹꪕꪸꪉ") == [6]


@ALL_THREE
def test_tai_viet_typed_without_spaces_is_found(engine: Engine) -> None:
    assert found(engine, "ꪹꪕꪸꪉꪼꪕꪒꪾ")[0] == 6


@ALL_THREE
@pytest.mark.parametrize("typed", ["đất sản xuấy", "đất sản xất", "đất sản xutấ", "nước snh hoạt"])
def test_one_typing_error_does_not_hide_the_text(engine: Engine, typed: str) -> None:
    assert found(engine, typed)[0] == (4 if "nước" in typed else 1)


@ALL_THREE
def test_when_few_texts_hold_all_words_others_follow(engine: Engine) -> None:
    order = found(engine, "nước sạch cho hộ nghèo")
    assert order[0] in {3, 4}
    assert {1, 3, 4} <= set(order)


@ALL_THREE
def test_nothing_is_found_for_unknown_words_signs_or_nothing(engine: Engine) -> None:
    for typed in ("xylophon", "?!…", "", "\u0301"):
        assert found(engine, typed) == []


@ALL_THREE
def test_pages_go_on_where_the_one_before_ended(empty: Engine) -> None:
    engine = stored(empty, {id_: MANY[id_] for id_ in range(1, 41)})
    whole = found(engine, "nước sạch", limit=40)
    pages = [found(engine, "nước sạch", limit=7, offset=start) for start in range(0, 42, 7)]
    assert [id_ for page in pages for id_ in page] == whole
    assert sorted(whole) == list(range(1, 41))


@ALL_THREE
def test_a_document_put_again_replaces_the_one_before(engine: Engine) -> None:
    stored(engine, {4: ("Đường dây điện", "Cột điện bị nghiêng.")})
    assert found(engine, "nước sinh hoạt") == []
    assert found(engine, "cột điện") == [4]


@ALL_THREE
def test_a_deleted_document_is_not_found(engine: Engine) -> None:
    engine.delete([4, 999])
    assert found(engine, "nước sinh hoạt") == []
    assert found(engine, "vay vốn") == [3]


@ALL_THREE
def test_a_text_of_very_many_words_can_be_stored_and_found(empty: Engine) -> None:
    long = " ".join(f"chữ{number} rồi" for number in range(12_000))
    engine = stored(empty, {1: ("Dài", long), 2: ("Quá dài", "ạ" * 30_000)})
    assert found(engine, "chữ11999") == [1]


@ALL_THREE
def test_a_very_long_query_takes_no_longer_than_a_long_one(engine: Engine) -> None:
    query = "hộ nghèo được giao đất để trồng ngô ở bản " * 500
    assert cpu_seconds(lambda: found(engine, query)) < 1.0


@ALL_THREE
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=ODD_QUERIES)
def test_no_query_is_an_error(engine: Engine, typed: str) -> None:
    assert set(found(engine, typed)) <= set(NEAR_ALIKE)


def test_of_very_many_hits_the_database_ranks_the_newest(app: Flask) -> None:
    rows_for(MANY)
    engine = SqlEngine(db.session.connection())
    engine.put(documents(MANY))
    order = found(engine, "nước", limit=NEWEST_RANKED + 50)
    assert len(order) == NEWEST_RANKED
    assert min(order) == 51
    db.session.rollback()


def test_what_the_database_holds_under_a_lost_id_can_be_pruned(app: Flask) -> None:
    rows_for(NEAR_ALIKE)
    engine = SqlEngine(db.session.connection())
    stored(engine)
    db.session.execute(sa.text("DELETE FROM search_document WHERE id = 4"))
    engine.prune()
    assert found(engine, "nước sinh hoạt") == []
    assert found(engine, "vay vốn") == [3]
    db.session.rollback()


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("xuat", "xuat", True), ("xuat", "xuay", True), ("xuat", "xat", True),
        ("xuat", "xuta", True), ("xuat", "xxuat", True), ("xuat", "uxat", True),
        ("xuat", "xuyet", False), ("xuat", "xta", False), ("a", "", True), ("ab", "cd", False),
    ],
)  # fmt: skip
def test_one_slip_is_a_letter_more_less_changed_or_swapped(
    one: str, other: str, near: bool
) -> None:
    assert is_one_slip(one, other) is near
    assert is_one_slip(other, one) is near
