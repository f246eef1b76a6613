"""Words that are one to the reader but several to the analyser: each becomes a token beside its
parts, so that every way of typing it finds every other.

- numbers of documents: "42/2022/NĐ-CP" and "42/2022/nđcp", "62-NQ/TW" and "62/NQ-TW";
- names with an apostrophe: "H'Mông", "HMông"; "M’Nông", "Mnông";
- names of peoples that are written in one, two or hyphenated words, or in two languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from forum.search.letters import MARKS, WORD, fold

Whole = tuple[str, int, int]  # folded text, start, end

_APOSTROPHES = "'’‘ʼ`´"
_NO_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES))
# The look-behind keeps the search linear in a long run without any apostrophe.
_APOSTROPHE_WORD = re.compile(rf"(?<!{WORD}){WORD}+(?:[{_APOSTROPHES}]{WORD}+)+")

_LETTERS = rf"(?:[^\W\d_]|[{MARKS}])"
_DOCUMENT_NUMBER = re.compile(
    rf"""(?<![\w/.,-])(?:
        \d+[a-z]?(?:\s?/\s?\d{{4}})?\s?/\s?{_LETTERS}+\d*(?:[-–/.]{_LETTERS}+\d*){{0,4}}
      | \d+-(?:[A-ZĐƯ]{{2,}}\d*|{_LETTERS}+/{_LETTERS}+)(?:[-–/]{_LETTERS}+\d*){{0,4}}
    )""",
    re.VERBOSE,
)
_ITS_NUMBER = re.compile(r"\d+[a-z]?(?:\s?/\s?\d{4}(?!\d))?")
_SEPARATORS = str.maketrans(dict.fromkeys("-–/. \t\n\u00a0"))

# Spellings of the official list of peoples, folded. Left out are those that read like everyday
# words without their diacritics: Cơ-ho (có hộ), Cơ-tu (có từ), Chơ-ro (cho rõ).
_NAMES = {
    tuple(name.split()): name.replace(" ", "")
    for name in (
        "ba na", "chu ru", "e de", "gia rai", "gie trieng", "kho me", "kho mu", "ra glai",
        "ta oi", "xinh mun", "xo dang",
    )
}  # fmt: skip
_ALIASES = {"bahnar": "bana", "jrai": "giarai", "khmer": "khome", "mong": "hmong"}
NAMES = frozenset({*_NAMES.values(), *_ALIASES.values()})


def compounds_in(text: str) -> Iterator[Whole]:
    """Document numbers and words with an apostrophe in ``text``."""
    if any(mark in text for mark in _APOSTROPHES):
        for word in _APOSTROPHE_WORD.finditer(text):
            yield fold(word.group().translate(_NO_APOSTROPHE)), word.start(), word.end()
    if "/" in text or "-" in text:
        for found in _DOCUMENT_NUMBER.finditer(text):
            number = _ITS_NUMBER.match(text, found.start())
            end = number.end() if number else found.start()
            signs = fold(text[end : found.end()].translate(_SEPARATORS))
            digits = "".join(text[found.start() : end].split())
            yield f"{digits}/{signs}", found.start(), found.end()


def names_in(words: Sequence[Whole]) -> Iterator[Whole]:
    """Names of peoples among ``words``, under the spelling that all their spellings share."""
    for text, start, end in words:
        if text in _ALIASES:
            yield _ALIASES[text], start, end
    for (first, start, stop), (second, begin, end) in pairwise(words):
        if (first, second) in _NAMES and begin - stop == 1:
            yield _NAMES[first, second], start, end
