"""Excerpts: the found words are marked where they stand, in whatever spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.analysis import analyse, found_in
from forum.search.highlight import highlight

LONG = "Mở đầu dài dòng về chuyện khác. " * 20
SOME_TEXT = st.text("aă đ.\nកខ\u17d2\u17b6ꪀꪰ\u0301x-1/", max_size=300)


def marked(text: str, query: str, width: int = 240) -> str:
    pieces = highlight(text, analyse(query), width).pieces
    return "".join(f"[{piece}]" if hit else piece for piece, hit in pieces)


def test_words_are_marked_although_the_query_has_no_diacritics() -> None:
    assert marked("Đường vào bản", "duong ban") == "[Đường] vào [bản]"


def test_decomposed_text_is_marked_at_its_own_letters() -> None:
    text = unicodedata.normalize("NFD", "Học bổng cho con em")
    assert unicodedata.normalize("NFC", marked(text, "bổng")) == "Học [bổng] cho con em"


def test_a_document_number_is_marked_whole() -> None:
    assert marked("Theo 42/2022/NĐ-CP thì", "42/2022/nđcp") == "Theo [42/2022/NĐ-CP] thì"


def test_neighbouring_pairs_of_khmer_are_one_mark() -> None:
    assert marked("និងភាសាខ្មែរ", "ភាសាខ្មែរ") == "និង[ភាសាខ្មែរ]"


def test_the_excerpt_is_taken_where_most_words_of_the_query_stand() -> None:
    text = f"Nhà văn hóa. {LONG} Hồ sơ vay vốn cho hộ nghèo nộp ở xã. {LONG}"
    found = marked(text, "vay vốn hộ nghèo văn", 80)
    assert "[vay] [vốn] cho [hộ] [nghèo]" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) < 120


def test_without_a_hit_it_is_the_beginning_of_the_text() -> None:
    assert marked(LONG, "không có", 20) == "Mở đầu dài dòng về …"


def test_line_ends_become_spaces() -> None:
    assert marked("một\n\nhai", "hai") == "một [hai]"


def test_an_empty_text_has_no_excerpt() -> None:
    assert highlight("", analyse("gì")).pieces == []


def test_words_outside_the_excerpt_are_known_too() -> None:
    found = highlight(f"Đầu bản. {LONG} Cuối bản: trường học.", analyse("dau truong hoc xa"), 40)
    assert found.words == {"dau", "truong", "hoc"}


@given(SOME_TEXT, st.text("aăxកꪀ1 ", max_size=12), st.integers(5, 60))
def test_nothing_is_added_but_ellipses_and_nothing_is_longer_than_asked(
    text: str, query: str, width: int
) -> None:
    pieces = highlight(text, analyse(query), width).pieces
    shown = "".join(piece for piece, _ in pieces).strip("…")
    assert shown in " ".join(text.replace("\n", " ").split(" ")) or shown.strip() in _spaced(text)
    assert all(piece for piece, _ in pieces)
    whole_words = max((len(word) for word in text.split()), default=0)
    assert len(shown) <= width + whole_words


def _spaced(text: str) -> str:
    return " ".join(text.split())


@given(SOME_TEXT, st.sets(st.integers(0, 40), max_size=5))
def test_looking_for_some_tokens_finds_what_taking_the_text_apart_does(
    text: str, places: set[int]
) -> None:
    tokens = analyse(text)
    wanted = {token.text for place, token in enumerate(tokens) if place in places}
    found = [(token.text, token.start, token.end) for token in tokens if token.text in wanted]
    assert found_in(text, wanted) == found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Theo 42/2022/NĐ-CP, điều 42", "42/2022/ndcp"),
        ("Người H'Mông và người Hmông", "hmong"),
        ("Người Gia Rai ở Gia Lai", "giarai"),
        ("một_hai", "hai"),
        ("a" * 90, "a" * 64),
    ],
)
def test_wholes_and_their_parts_are_found_too(text: str, word: str) -> None:
    found = [token[:3] for token in analyse(text) if token.text == word]
    assert found_in(text, {word}) == found != []
