"""What an officer typed for an office's text, before it is a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forum.core.text import plain, shorten
from forum.threads.service import Enclosed

TITLE_CHARACTERS = 90
_SENTENCE_ENDS = (". ", "? ", "! ", "… ")


@dataclass(frozen=True)
class TextWording:
    """The fields of all kinds; a kind leaves empty what it has no use for."""

    source: str
    agency_id: int
    summary: str = ""
    title: str = ""
    claim: str = ""
    sources: tuple[str, ...] = ()
    legal_basis: str = ""
    valid_from: date | None = None
    language: str = "vi"
    covers: int | None = None
    enclosed: Enclosed | None = None


def title_of(html: str) -> str:
    """The first sentence of cleaned HTML, at most 90 characters: a letter has no title field."""
    words = plain(html)
    ends = [words.find(mark) + 1 for mark in _SENTENCE_ENDS if mark in words]
    first = words[: min(ends)] if ends else words
    return shorten(first.rstrip(". "), TITLE_CHARACTERS)
