"""The handbooks name buttons, headings and fields by the words that stand on the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import config

ROOT = Path(config.ROOT)
HANDBOOKS = ROOT / "docs" / "handbooks"
PAGES = sorted(HANDBOOKS.glob("*/*.md"))
MOST_LINES = 150
BOLD = re.compile(r"\*\*(.+?)\*\*")
NEVER = re.compile(r"\bkiểm duyệt\b|\bbạn\b|(?<!nhật )\bký duyệt\b|\bký số\b", re.I)


def words(tag: str) -> set[str]:
    """Everything that stands on a page in this language; English is written in the code itself."""
    path = ROOT / "translations" / tag / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {one for message in catalogue for one in _strings(message.string or message.id)}


def _strings(text: str | list[str] | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def named(page: Path) -> set[str]:
    return set(BOLD.findall(page.read_text("utf-8")))


def outline(page: Path) -> list[int]:
    """The levels of the headings, in their order."""
    lines = page.read_text("utf-8").splitlines()
    return [line.index(" ") for line in lines if line.startswith("#")]


def test_there_is_a_handbook_for_every_role_in_both_languages() -> None:
    roles = {"citizen.md", "moderator.md", "staff.md", "administrator.md"}

    assert {path.parent.name: {one.name for one in path.parent.iterdir()} for path in PAGES} == {
        "en": roles,
        "vi": roles,
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_every_bold_word_of_a_handbook_stands_on_a_page(page: Path) -> None:
    assert named(page)
    assert named(page) - words(page.parent.name) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_a_handbook_is_short_and_keeps_to_our_words(page: Path) -> None:
    text = page.read_text("utf-8")

    assert len(text.splitlines()) <= MOST_LINES
    assert NEVER.findall(text) == []


@pytest.mark.parametrize("page", sorted(HANDBOOKS.glob("vi/*.md")), ids=lambda page: page.name)
def test_both_languages_tell_the_same_in_the_same_order(page: Path) -> None:
    assert outline(page) == outline(HANDBOOKS / "en" / page.name)


def test_the_readme_leads_to_every_handbook() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert [page for page in PAGES if str(page.relative_to(ROOT)) not in readme] == []
