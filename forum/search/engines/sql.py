"""The engine that lives in the database: always there, and in step with it by the transaction."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from forum.search.engines.base import Document, Query
from forum.search.engines.fts5 import Fts5Index
from forum.search.engines.gin import GinIndex
from forum.search.engines.tiers import best


class SqlEngine:
    """FTS5 on SQLite, a tsvector with GIN on PostgreSQL; writes join the caller's transaction."""

    name = "sql"

    def __init__(self, connection: Connection) -> None:
        postgresql = connection.dialect.name == "postgresql"
        self._index: GinIndex | Fts5Index = (
            GinIndex(connection) if postgresql else Fts5Index(connection)
        )

    def put(self, documents: Iterable[Document]) -> None:
        self._index.put(documents)

    def delete(self, ids: Iterable[int]) -> None:
        self._index.delete(ids)

    def candidates(self, query: Query, limit: int, offset: int = 0) -> list[int]:
        with self._index.searching():
            return best(self._index, query, limit, offset)

    def prune(self) -> None:
        """What stands under an id that no ``SearchDocument`` has is gone."""
        self._index.prune()
