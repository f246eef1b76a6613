"""How every engine searches: the closest hits first, wider ones only when those are few.

1. Phrase: every neighbour pair of the query stands in the document.
2. Strict: every token stands in it, pairs are a bonus.
3. Wide: any of the rarer pairs and tokens, with pairs one letter away from a pair that no document
   has. That finds a title in spite of one typing error, which strict search never does: a wrong
   syllable is often a real one and fills the strict list with chance hits. So without a phrase
   hit the wide and the strict hits stand in one order, by score.

Each tier ranks at most NEWEST_RANKED documents, the newest: no query is unbounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from forum.search.analysis import JOINER
from forum.search.engines.base import Query

NEWEST_RANKED = 2_000
ENOUGH = 5  # with fewer phrase and strict hits the query is widened
MOST_PAIRS_READ = 5_000  # stored pairs compared with one that no document has
MOST_NEAR_PAIRS = 32  # a wide query takes at most so many corrected pairs

Scored = list[tuple[float, int]]  # (score, id), best first; a greater score is better


class Index(Protocol):
    """What an engine must be able to do; ``most`` bounds the answer, ``newest`` what is ranked."""

    def all_of(self, tokens: Sequence[str], bonus: Sequence[str], most: int) -> Scored:
        """Rank documents that hold all ``tokens``; those of ``bonus`` that they hold count too."""
        ...

    def any_of(self, frequencies: Mapping[str, int], most: int) -> Scored:
        """Rank documents that hold any of these tokens, a rarer one counting more."""
        ...

    def frequencies(self, tokens: Sequence[str], cap: int) -> dict[str, int]:
        """How many documents hold each token, counting no further than ``cap``."""
        ...

    def pairs_like(self, first: str, second: str) -> Sequence[str]:
        """Stored pairs ``first``·x, with x as long as ``second``, give or take a letter."""
        ...


def best(index: Index, query: Query, limit: int, offset: int = 0) -> list[int]:
    """At most ``limit`` ids after the first ``offset``, best first; pages do not overlap."""
    if not query.required or limit <= 0:
        return []
    most = min(max(offset + limit, ENOUGH), NEWEST_RANKED)
    phrase = index.all_of(query.phrase, (), most) if query.pairs else []
    found = [document for _, document in phrase]
    if len(found) < most:
        strict = index.all_of(query.required, query.pairs, most)
        if phrase or not query.pairs:
            found = _joined(found, strict)
            if len(found) < ENOUGH:
                found = _joined(found, _wide(index, query, most))
        else:
            found = _joined(found, sorted([*strict, *_wide(index, query, most)], reverse=True))
    return found[offset : offset + limit]


def _joined(found: list[int], more: Scored) -> list[int]:
    return list(dict.fromkeys([*found, *(document for _, document in more)]))


def _wide(index: Index, query: Query, most: int) -> Scored:
    known = index.frequencies((*query.pairs, *query.parts), NEWEST_RANKED + 1)
    for pair in _near_pairs(index, [pair for pair in query.pairs if not known.get(pair)]):
        known.setdefault(pair, 1)
    chosen: dict[str, int] = {}
    for token in sorted((token for token in known if known[token]), key=known.__getitem__):
        if chosen and sum(chosen.values()) + known[token] > NEWEST_RANKED:
            break
        chosen[token] = known[token]
    return index.any_of(chosen, most) if chosen else []


def _near_pairs(index: Index, pairs: Sequence[str]) -> list[str]:
    near: list[str] = []
    for pair in pairs:
        first, second = pair.split(JOINER)
        for stored in index.pairs_like(first, second):
            if is_one_slip(stored.partition(JOINER)[2], second):
                near.append(stored)
                if len(near) == MOST_NEAR_PAIRS:
                    return near
    return near


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter added, lost, changed or swapped with the next makes them equal."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    left, right = one[same:], other[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] in (right, right[1:]) or left == right[1:] or swapped
