"""Full text in PostgreSQL: tsvector values made by hand, under a GIN index.

The database's own parser would cut document numbers and knows nothing of Khmer, so lexemes,
positions and weights are written out: title A, body D. Each lexeme of a title is stored a second
time with the joiner in front, so that the index alone answers "in the title?" and "which pairs
begin so?". Hits are scored from the index; only the best are read to compare them by closeness:
the vector of a post is some 5 KB, stored apart, and costs more to fetch than to find.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text

from forum.search.analysis import JOINER
from forum.search.engines.base import Document
from forum.search.engines.tiers import NEWEST_RANKED, Scored

TITLE_EXTRA = 4.0  # what a token weighs more in a title: five times in all, as in the other engines
PAIR_BONUS = 4.0
COMPARED = 100  # of the best hits by index, so many are read and ordered by closeness
TITLES_READ = 500  # titles read for the pairs that begin like a pair no document has
LAST_POSITION = 16_383  # PostgreSQL keeps no greater one

_PUT = text("UPDATE search_document SET vector = CAST(:vector AS tsvector) WHERE id = :id")
_DELETE = text("UPDATE search_document SET vector = NULL WHERE id = ANY(:ids)")
_PLANS = text(
    "SELECT set_config('enable_seqscan', :others, true),"
    " set_config('enable_indexscan', :others, true)"
)
# The hits of a common word are sorted by id before any is scored: bounded, and newest first.
_ALL = text("""
    WITH hits AS MATERIALIZED (
        SELECT id FROM search_document WHERE vector @@ CAST(:every AS tsquery)
        ORDER BY id DESC LIMIT :ranked
    ), weighed AS (
        SELECT d.id, sum(t.weight) AS weight
        FROM unnest(CAST(:lexemes AS text[]), CAST(:weights AS float8[])) AS t (lexeme, weight)
        JOIN search_document d ON d.vector @@ CAST(t.lexeme AS tsquery)
        GROUP BY d.id
    ), best AS (
        SELECT id, coalesce(weight, 0) AS weight FROM hits LEFT JOIN weighed USING (id)
        ORDER BY weight DESC, id DESC LIMIT :compared
    )
    SELECT b.weight + :base + ts_rank_cd(d.vector, CAST(:every AS tsquery), 1) AS score, d.id
    FROM best b JOIN search_document d USING (id) ORDER BY score DESC, d.id DESC LIMIT :most
""")
_ANY = text("""
    SELECT sum(t.weight) AS score, d.id
    FROM unnest(CAST(:lexemes AS text[]), CAST(:weights AS float8[])) AS t (lexeme, weight)
    JOIN search_document d ON d.vector @@ CAST(t.lexeme AS tsquery)
    GROUP BY d.id ORDER BY score DESC, d.id DESC LIMIT :most
""")
_COUNT = text("""
    SELECT t.token, (
        SELECT count(*) FROM (
            SELECT 1 FROM search_document d
            WHERE d.vector @@ CAST(t.lexeme AS tsquery) LIMIT :cap
        ) counted
    ) FROM unnest(CAST(:tokens AS text[]), CAST(:lexemes AS text[])) AS t (token, lexeme)
""")
_PAIRS = text("""
    SELECT DISTINCT substr(word.lexeme, 2) FROM (
        SELECT vector FROM search_document WHERE vector @@ CAST(:prefix AS tsquery)
        ORDER BY id DESC LIMIT :titles
    ) titles, unnest(ts_filter(titles.vector, '{a}')) AS word
    WHERE starts_with(word.lexeme, :start) AND length(word.lexeme) BETWEEN :length AND :length + 2
""")


class GinIndex:
    """The vectors of ``search_document``, read and written on the caller's connection.

    A row of ``search_document`` exists before its vector is put.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, documents: Iterable[Document]) -> None:
        rows = [{"id": found.id, "vector": vector_of(found)} for found in documents]
        if rows:
            self._connection.execute(_PUT, rows)

    def delete(self, ids: Iterable[int]) -> None:
        self._connection.execute(_DELETE, {"ids": list(ids)})

    def prune(self) -> None:
        """A vector goes with its row: nothing is left over."""

    @contextmanager
    def searching(self) -> Iterator[None]:
        """Inside, the planner takes the GIN index, also for a small table or a common word.

        Its estimate leaves out what fetching a vector costs: a common word took 65 ms instead
        of 10. Outside, and after a rollback, everything is as before.
        """
        self._connection.execute(_PLANS, {"others": "off"})
        yield
        self._connection.execute(_PLANS, {"others": "on"})

    def all_of(self, tokens: Sequence[str], bonus: Sequence[str], most: int) -> Scored:
        weights = {JOINER + token: TITLE_EXTRA for token in tokens}
        weights.update(dict.fromkeys(bonus, PAIR_BONUS))
        weights.update({JOINER + token: PAIR_BONUS * TITLE_EXTRA for token in bonus})
        every = " & ".join(map(_quoted, tokens))
        bounds = {"ranked": NEWEST_RANKED, "compared": max(most, COMPARED), "most": most}
        return self._scored(_ALL, weights, every=every, base=len(tokens), **bounds)

    def any_of(self, frequencies: Mapping[str, int], most: int) -> Scored:
        weights: dict[str, float] = {}
        for token, frequency in frequencies.items():
            rarity = math.log1p(NEWEST_RANKED / frequency)
            weights[token] = rarity
            weights[JOINER + token] = rarity * TITLE_EXTRA
        return self._scored(_ANY, weights, most=most)

    def frequencies(self, tokens: Sequence[str], cap: int) -> dict[str, int]:
        values = {"tokens": list(tokens), "lexemes": list(map(_quoted, tokens)), "cap": cap}
        return dict(self._connection.execute(_COUNT, values).all())

    def pairs_like(self, first: str, second: str) -> Sequence[str]:
        start = JOINER + first + JOINER
        values = {
            "prefix": f"{_quoted(start)}:*",
            "start": start,
            "length": len(start) + len(second) - 1,
            "titles": TITLES_READ,
        }
        return self._connection.execute(_PAIRS, values).scalars().all()

    def _scored(self, statement: Any, weights: Mapping[str, float], **values: Any) -> Scored:
        values["lexemes"] = list(map(_quoted, weights))
        values["weights"] = list(weights.values())
        return [(score, found) for score, found in self._connection.execute(statement, values)]


def vector_of(document: Document) -> str:
    """The tsvector literal of ``document``."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for lexeme, position, weight in _placed(document):
        places[lexeme].append(f"{min(position, LAST_POSITION)}{weight}")
    return " ".join(f"{_quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items())


def _placed(document: Document) -> Iterator[tuple[str, int, str]]:
    for stream in (document.title_u, document.title_b):
        for position, token in enumerate(stream, 1):
            yield token, position, "A"
            yield JOINER + token, position, "A"
    after_title = len(document.title_u) + 10  # far enough not to look close
    for stream in (document.body_u, document.body_b):
        for position, token in enumerate(stream, after_title):
            yield token, position, "D"


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
