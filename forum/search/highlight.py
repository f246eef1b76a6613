"""The piece of a text that shows why it was found, with the found words told apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Set
from typing import NamedTuple

from forum.search.analysis import Token, found_in

WIDTH = 240  # characters of an excerpt: some three lines on a phone
CUT = "…"

_SPACE = re.compile(r"\s+")


class Marked(NamedTuple):
    """Pieces (text, is a hit) in order, and which of the wanted words stand in the whole text."""

    pieces: list[tuple[str, bool]]
    words: Set[str]


class _Span(NamedTuple):
    start: int
    end: int
    found: str


def highlight(text: str, query_tokens: Collection[Token], width: int = WIDTH) -> Marked:
    """About ``width`` characters of ``text``.

    The piece with the most different words of the query is taken, the first of equals; words are
    not cut, and the ends that are not the text's own carry an ellipsis. Without any hit it is the
    beginning of the text.
    """
    wanted = {token.text for token in query_tokens}
    spans = [_Span(start, end, found) for found, start, end in found_in(text, wanted)]
    first, last = _densest(spans, width)
    start, end = _window(text, spans[first : last + 1], width)
    pieces = [(CUT, False)] if start else []
    at = start
    for left, right in _merged(spans[first : last + 1]):
        pieces += [(text[at:left], False), (text[left:right], True)]
        at = right
    pieces += [(text[at:end], False), (CUT if end < len(text.rstrip()) else "", False)]
    shown = [(_SPACE.sub(" ", piece), hit) for piece, hit in _flat(pieces)]
    return Marked(shown, {span.found for span in spans})


def _densest(spans: list[_Span], width: int) -> tuple[int, int]:
    best, chosen, right = 0, (0, -1), -1
    inside: Counter[str] = Counter()
    for left, span in enumerate(spans):
        while right + 1 < len(spans) and spans[right + 1].end - span.start <= width:
            right += 1
            inside[spans[right].found] += 1
        if right < left:  # a single word longer than the excerpt
            right = left
            inside[span.found] += 1
        if len(inside) > best:
            best, chosen = len(inside), (left, right)
        inside[span.found] -= 1
        if not inside[span.found]:
            del inside[span.found]
    return chosen


def _window(text: str, spans: list[_Span], width: int) -> tuple[int, int]:
    if not spans:
        return 0, _word_end(text, min(width, len(text)), 0)
    left, right = spans[0].start, max(span.end for span in spans)
    spare = max(0, width - (right - left))
    start = _word_start(text, max(0, left - spare // 3), left)
    return start, _word_end(text, min(len(text), max(right, start + width)), right)


def _word_start(text: str, start: int, latest: int) -> int:
    if start == 0 or text[start - 1].isspace():
        return start
    space = _SPACE.search(text, start, latest)
    return space.end() if space else _letter_start(text, start)


def _word_end(text: str, end: int, earliest: int) -> int:
    if end == len(text) or text[end].isspace():
        return end
    for cut in range(end, earliest, -1):
        if text[cut - 1].isspace():
            return cut
    return _letter_start(text, end)


def _letter_start(text: str, at: int) -> int:
    """The next place not before ``at`` where cutting takes no mark off its letter."""
    while at < len(text) and unicodedata.category(text[at])[0] == "M":
        at += 1
    return at


def _merged(spans: list[_Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return merged


def _flat(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    flat: list[tuple[str, bool]] = []
    for piece, hit in pieces:
        if piece and flat and flat[-1][1] == hit:
            flat[-1] = (flat[-1][0] + piece, hit)
        elif piece:
            flat.append((piece, hit))
    return flat
