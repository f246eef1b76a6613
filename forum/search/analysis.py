"""The one analyser: how text becomes search tokens, for documents, queries and highlighting.

Two spellings that a reader takes for the same word give the same tokens: composed and decomposed
marks, old and new tone place, capitals, missing diacritics, d for đ. Offsets always count
characters of the text as it was given, so that marks fall on the right letters.

What is kept apart and why:
- tokens are runs of letters, marks and numbers; Python's own word class cuts Tai Viet, Khmer and
  decomposed Vietnamese at every mark;
- diacritics are folded on Latin letters only: in Tai Viet and Khmer the marks are the vowels;
- Khmer, Lao, Thai, Cham and Han are written without spaces: their tokens are pairs of neighbouring
  grapheme clusters; Tai Viet has spaces, but not everybody types them: syllables and letter pairs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from forum.search.compounds import NAMES, Whole, compounds_in, names_in
from forum.search.letters import (
    CLUSTERS,
    FORMAT,
    LATIN,
    MARKS,
    TAI_VIET,
    fold,
    is_attached,
    plain,
    script_of,
)

JOINER = "\u00b7"  # stands between the two halves of a neighbour pair; never inside a word
LONGEST_TOKEN = 64  # characters; longer runs are not words, and PostgreSQL refuses huge lexemes
_CACHED_RUN = 24  # characters; longer runs are clauses of unspaced scripts, seldom seen twice


class Token(NamedTuple):
    """One search token and where it stands: [start, end) in the text, and in which sentence.

    ``joinable`` tokens form pairs with their neighbours. A token whose span lies inside another's
    is a part of it (a number of "1719/QĐ-TTg", a letter pair of a Tai Viet syllable).
    """

    text: str
    start: int
    end: int
    sentence: int
    joinable: bool


Found = tuple[str, int, int]  # text, start, end


class _Piece(NamedTuple):
    text: str
    start: int
    end: int
    joinable: bool


# Word class and marks stand apart because together they would be one slow list of 300 ranges.
_RUN = re.compile(rf"(?:\w++|[{MARKS}])(?:[{MARKS}{FORMAT}]++\w*+)*+")
# A full stop inside "1.234" or "TP.HCM" ends nothing; Khmer and Chinese stops need no space.
_SENTENCE_END = re.compile("[\n\r\u2028\u2029។៕。！？]|[.!?;:…][\"')\\]”’»]*\\s")
_COENG = "\u17d2"  # the Khmer sign that ties the next consonant to the one before
_TRAILING_VOWELS = "\u0e33\u0eb3"  # Thai and Lao AM: letters by class, marks by behaviour


def analyse(text: str) -> list[Token]:
    """The tokens of ``text`` in reading order; a whole follows its parts."""
    text = text.replace("_", " ")  # the one word character that is no letter, mark or number
    tokens: list[Token] = []
    sentence = end = 0
    for run in _RUN.finditer(text):
        start = run.start()
        gap = text[end:start]
        if gap != " " and _SENTENCE_END.search(gap):
            sentence += 1
        end = run.end()
        raw = run.group()
        pieces = _cached_pieces(raw) if end - start <= _CACHED_RUN else _pieces(raw)
        for piece, left, right, joinable in pieces:
            tokens.append(Token(piece, start + left, start + right, sentence, joinable))
    wholes = [*compounds_in(text), *names_in([token[:3] for token in tokens])]
    return _with_wholes(tokens, wholes) if wholes else tokens


def found_in(text: str, wanted: Set[str]) -> list[Found]:
    """The tokens of ``text`` that are among ``wanted``, as ``analyse`` orders them, at a fifth of
    its cost: a page of results looks for the same few words in twenty texts."""
    if wanted & NAMES or any(whole in wanted for whole, _, _ in compounds_in(text)):
        return [token[:3] for token in analyse(text) if token.text in wanted]
    pieces_of = _wanted_pieces(frozenset(wanted))
    return [
        (piece, run.start() + left, run.start() + right)
        for run in _RUN.finditer(text.replace("_", " "))
        for piece, left, right, _ in pieces_of[run[0]]
    ]


class _WantedPieces(dict[str, tuple[_Piece, ...]]):
    """A run of letters → those of its pieces that are wanted; it remembers what it was asked."""

    def __init__(self, wanted: Set[str]) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, raw: str) -> tuple[_Piece, ...]:
        if len(raw) > _CACHED_RUN:
            return tuple(piece for piece in _pieces(raw) if piece.text in self._wanted)
        found = tuple(piece for piece in _cached_pieces(raw) if piece.text in self._wanted)
        self[raw] = found
        return found


_wanted_pieces = lru_cache(maxsize=4)(_WantedPieces)  # for the queries of this moment


def unigrams(tokens: Sequence[Token]) -> list[str]:
    """The texts of all tokens, in order: the stream U of a document."""
    return [token.text for token in tokens]


def bigrams(tokens: Sequence[Token]) -> list[str]:
    """The pairs of neighbouring syllables inside a sentence: the stream B."""
    pairs: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if token.joinable:
            if previous is not None and previous.sentence == token.sentence:
                pairs.append(f"{previous.text}{JOINER}{token.text}")
            previous = token
        elif previous is not None and token.start >= previous.end:
            previous = None
    return pairs


def outermost(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that are not part of another: what a query asks for at least."""
    kept: list[Token] = []
    for token in tokens:
        while kept and token.start <= kept[-1].start and kept[-1].end <= token.end:
            kept.pop()
        if not kept or not (kept[-1].start <= token.start and token.end <= kept[-1].end):
            kept.append(token)
    return kept


def _pieces(raw: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    for script, start, end in _script_runs(raw):
        if script == LATIN:
            pieces.append(_Piece(fold(raw[start:end]), start, end, True))
        elif script.startswith(CLUSTERS):
            pieces.extend(_cluster_pairs(raw, start, end))
        elif script == TAI_VIET:
            pieces.extend(_tai_viet(raw, start, end))
        else:
            pieces.append(_Piece(plain(raw[start:end]), start, end, True))
    return tuple(_Piece(piece.text[:LONGEST_TOKEN], *piece[1:]) for piece in pieces if piece.text)


_cached_pieces = lru_cache(maxsize=65_536)(_pieces)


def _script_runs(raw: str) -> Iterator[tuple[str, int, int]]:
    if raw.isascii():
        yield LATIN, 0, len(raw)
        return
    current, start = "", 0
    for index, letter in enumerate(raw):
        if current and is_attached(letter):
            continue
        script = script_of(letter)
        if script != current:
            if current:
                yield current, start, index
            current, start = script, index
    yield current, start, len(raw)


def _cluster_pairs(raw: str, start: int, end: int) -> list[_Piece]:
    starts = [start]
    for index in range(start + 1, end):
        letter = raw[index]
        tied = raw[index - 1] == _COENG or letter in _TRAILING_VOWELS
        if not tied and not is_attached(letter):
            starts.append(index)
    starts.append(end)
    if len(starts) == 2:
        return [_Piece(plain(raw[start:end]), start, end, False)]
    return [
        _Piece(plain(raw[left:right]), left, right, False)
        for left, right in zip(starts, starts[2:], strict=False)
    ]


def _tai_viet(raw: str, start: int, end: int) -> list[_Piece]:
    letters = [at for at in range(start, end) if script_of(raw[at]) == TAI_VIET]
    pieces = [_Piece("".join(raw[at] for at in letters), start, end, True)]
    if len(letters) > 2:
        pieces.extend(
            _Piece(raw[left] + raw[right], left, right + 1, False)
            for left, right in pairwise(letters)
        )
    return pieces


def _with_wholes(tokens: list[Token], wholes: list[Whole]) -> list[Token]:
    merged = list(tokens)
    ends = [token.end for token in tokens]
    for text, start, end in sorted(wholes, key=lambda whole: whole[2], reverse=True):
        after = bisect_right(ends, end)
        if after and text:
            whole = Token(text[:LONGEST_TOKEN], start, end, tokens[after - 1].sentence, False)
            merged.insert(after, whole)
    return merged
