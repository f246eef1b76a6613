"""Which engines this installation has: the database's own always, Whoosh by setting."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from forum.core.db import db
from forum.core.settings import setting
from forum.search.engines.sql import SqlEngine
from forum.search.engines.whoosh_index import WhooshEngine


def database_engine() -> SqlEngine:
    """The engine in the database, on the connection of the transaction that is going on."""
    return SqlEngine(db.session.connection())


def file_engine() -> WhooshEngine | None:
    """The Whoosh index of this installation; None where ``sql`` is chosen."""
    if setting("SEARCH_ENGINE") != WhooshEngine.name:
        return None
    return _in_folder(Path(setting("DATA_DIR")) / "search")


@lru_cache(maxsize=8)
def _in_folder(folder: Path) -> WhooshEngine:
    return WhooshEngine(folder)  # kept: it holds the open files of each thread
