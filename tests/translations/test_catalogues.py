"""The catalogues that are shipped: fresh, complete in Vietnamese, in the words of the glossary."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

# GLOSSARY.md: censorship, a too familiar "you", a signature nobody makes.
FORBIDDEN_VI = re.compile(r"\bkiểm duyệt\b|\bbạn\b|(?<!nhật )\bký duyệt\b|\bký số\b", re.I)
# "dân tộc" is an ethnic group; a nation is something else.
FORBIDDEN_EN = re.compile(r"\bnations?\b|\bcensor", re.I)


def test_the_catalogues_are_fresh_complete_and_whole(translations: ModuleType) -> None:
    assert "\n".join(translations.faults()) == ""


def test_vietnamese_and_english_are_there(translations: ModuleType) -> None:
    assert {"vi", "en"} <= set(translations.tags())


def test_no_string_waits_to_be_looked_at(translations: ModuleType) -> None:
    unsure = [
        message.id
        for tag in ("vi", "en")
        for message in translations.messages(translations.catalogue(tag))
        if message.fuzzy
    ]

    assert unsure == []


def test_vietnamese_uses_the_words_of_the_glossary(translations: ModuleType) -> None:
    wrong = [
        text
        for message in translations.messages(translations.catalogue("vi"))
        for text in translations.strings(message)
        if FORBIDDEN_VI.search(text)
    ]

    assert wrong == []


def test_english_uses_the_words_of_the_glossary(translations: ModuleType) -> None:
    ids = [
        text
        for message in translations.messages(translations.extract())
        for text in (message.id if message.pluralizable else [message.id])
    ]

    assert [text for text in ids if FORBIDDEN_EN.search(text)] == []


def test_the_model_rules_and_board_use_the_words_of_the_glossary() -> None:
    wrong = [
        f"{path.name}: {text}"
        for room in ("rules", "board")
        for path in sorted((ROOT / "forum" / room).glob("*.toml"))
        for text in vietnamese(tomllib.loads(path.read_text("utf-8")))
        if FORBIDDEN_VI.search(text)
    ]

    assert wrong == []


def vietnamese(value: Any) -> Iterator[str]:
    """Every text below a key ``vi``."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key == "vi" and isinstance(below, str):
                yield below
            else:
                yield from vietnamese(below)
    elif isinstance(value, list):
        for below in value:
            yield from vietnamese(below)


@pytest.mark.parametrize("text", ["Kiểm duyệt bài", "Mời bạn đăng nhập", "Trình ký duyệt"])
def test_a_forbidden_word_is_seen(text: str) -> None:
    assert FORBIDDEN_VI.search(text)


@pytest.mark.parametrize(
    "text", ["Đăng ký", "10 ký tự", "Ủy ban nhân dân", "Dân tộc thiểu số", "Nhật ký duyệt bài"]
)
def test_a_word_that_only_looks_alike_is_left_alone(text: str) -> None:
    assert not FORBIDDEN_VI.search(text)
