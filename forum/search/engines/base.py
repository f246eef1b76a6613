"""What a search engine is: it stores and finds tokens and never sees text or permissions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from forum.search.analysis import JOINER, Token, bigrams, outermost, unigrams

MOST_QUERY_TOKENS = 24  # a longer query is cut: its cost grows with each token, its use does not


class EngineBroken(Exception):
    """The engine cannot answer now (damaged or missing index): another one must."""


class EngineBusy(EngineBroken):
    """Another writer holds the index; try again later."""


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of one searchable text: syllables (``_u``) and neighbour pairs (``_b``)."""

    id: int
    title_u: Sequence[str]
    title_b: Sequence[str]
    body_u: Sequence[str]
    body_b: Sequence[str]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for.

    ``required`` stands in every strict hit; ``pairs`` are the neighbours, so that a hit with all of
    them has the words in the order asked; ``parts`` are ``required`` and what they are made of.
    """

    required: tuple[str, ...]
    pairs: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def phrase(self) -> tuple[str, ...]:
        """The tokens of the closest hits: every pair, and what stands in no pair."""
        paired = {half for pair in self.pairs for half in pair.split(JOINER)}
        return (*self.pairs, *(token for token in self.required if token not in paired))


class Engine(Protocol):
    """Ids are those of ``SearchDocument``; a greater id is a newer document."""

    name: str

    def put(self, documents: Iterable[Document]) -> None:
        """Store ``documents``; each replaces what stood under its id."""
        ...

    def delete(self, ids: Iterable[int]) -> None:
        """Forget these documents; ids that are not stored are passed over."""
        ...

    def candidates(self, query: Query, limit: int, offset: int = 0) -> list[int]:
        """The ids of at most ``limit`` documents after the first ``offset``, best first."""
        ...


def document_of(document_id: int, title: Sequence[Token], body: Sequence[Token]) -> Document:
    """What an engine stores of a text whose title and body have these tokens."""
    return Document(document_id, unigrams(title), bigrams(title), unigrams(body), bigrams(body))


def query_of(tokens: Sequence[Token]) -> Query:
    """The query of a text with these tokens, cut to MOST_QUERY_TOKENS."""
    kept = outermost(tokens)[:MOST_QUERY_TOKENS]
    end = kept[-1].end if kept else 0
    parts = [token for token in tokens if token.end <= end]
    return Query(
        required=_distinct(unigrams(kept), MOST_QUERY_TOKENS),
        pairs=_distinct(bigrams(parts), MOST_QUERY_TOKENS),
        parts=_distinct(unigrams(parts), 2 * MOST_QUERY_TOKENS),
    )


def _distinct(texts: list[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))[:most]
