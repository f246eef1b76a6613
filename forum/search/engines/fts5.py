"""Full text in SQLite: an FTS5 table whose rowid is the document's id.

FTS5 gets ready tokens joined by spaces. Its ``ascii`` tokeniser leaves every byte from 0x80 alone,
so marks and the joiner of pairs survive; ``tokenchars`` keeps the slash of document numbers. Pairs
hold the joiner and nothing else does, so no column filter is needed to tell the two apart.
``search_fts_terms`` is a view into the index of ```search_fts``` and stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Connection

from forum.search.analysis import JOINER
from forum.search.engines.base import Document
from forum.search.engines.tiers import MOST_PAIRS_READ, NEWEST_RANKED, Scored

# Weights in the order of the columns. A title counts five times: measured best of 3, 5 and 8 on
# known-item queries; pairs need no more weight than syllables since they are rarer.
_RANKED = """
    SELECT -score, id FROM (
        SELECT rowid AS id, bm25(search_fts, 5, 5, 1, 1) AS score
        FROM search_fts WHERE search_fts MATCH ? ORDER BY rowid DESC LIMIT ?
    ) ORDER BY score, id DESC LIMIT ?
"""
_COUNT = "SELECT ?, count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH ? LIMIT ?)"
_PUT = "INSERT INTO search_fts (rowid, title_u, title_b, body_u, body_b) VALUES (?, ?, ?, ?, ?)"
_AFTER_JOINER = chr(ord(JOINER) + 1)


class Fts5Index:
    """The documents in ``search_fts``, read and written on the caller's connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, documents: Iterable[Document]) -> None:
        found = list(documents)
        self.delete(one.id for one in found)
        rows = [
            (one.id, *map(" ".join, (one.title_u, one.title_b, one.body_u, one.body_b)))
            for one in found
        ]
        if rows:
            self._connection.exec_driver_sql(_PUT, rows)

    def delete(self, ids: Iterable[int]) -> None:
        gone = [(document,) for document in ids]
        if gone:
            self._connection.exec_driver_sql("DELETE FROM search_fts WHERE rowid = ?", gone)

    def prune(self) -> None:
        self._connection.exec_driver_sql(
            "DELETE FROM search_fts WHERE rowid NOT IN (SELECT id FROM search_document)"
        )

    def searching(self) -> AbstractContextManager[None]:
        return nullcontext()

    def all_of(self, tokens: Sequence[str], bonus: Sequence[str], most: int) -> Scored:
        match = " AND ".join(map(_quoted, tokens))
        if bonus:
            # The repeated token makes the bonus optional: FTS5 ranks by every phrase of the query
            # that stands in the row, also by those that the row did not need to match.
            match += f" AND ({' OR '.join(map(_quoted, (tokens[-1], *bonus)))})"
        return self._ranked(match, most)

    def any_of(self, frequencies: Mapping[str, int], most: int) -> Scored:
        return self._ranked(" OR ".join(map(_quoted, frequencies)), most)

    def frequencies(self, tokens: Sequence[str], cap: int) -> dict[str, int]:
        counts = " UNION ALL ".join([_COUNT] * len(tokens))
        values = tuple(value for token in tokens for value in (token, _quoted(token), cap))
        rows = self._connection.exec_driver_sql(counts, values)
        return dict(rows.all())

    def pairs_like(self, first: str, second: str) -> Sequence[str]:
        length = len(first) + len(JOINER) + len(second)
        return (
            self._connection.exec_driver_sql(
                "SELECT term FROM search_fts_terms WHERE term >= ? AND term < ?"
                " AND length(term) BETWEEN ? AND ? LIMIT ?",
                (first + JOINER, first + _AFTER_JOINER, length - 1, length + 1, MOST_PAIRS_READ),
            )
            .scalars()
            .all()
        )

    def _ranked(self, match: str, most: int) -> Scored:
        rows = self._connection.exec_driver_sql(_RANKED, (match, NEWEST_RANKED, most))
        return [(score, document) for score, document in rows]


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'
