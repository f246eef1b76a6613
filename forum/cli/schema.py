"""The tables of all rooms, and where the database stands."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil

import sqlalchemy as sa

import forum
from forum.core import heads
from forum.core.db import Base, db

# Tables of the search index are made anew from the others; the content version only ever rises.
DERIVED = ("search_", "content_version")


def head_of_database() -> str | None:
    """The migration the database stands at; None for an empty one."""
    with db.engine.connect() as link:
        return heads.head_of_database(link)


def all_tables() -> list[sa.Table]:
    """Every table of every room, referred-to ones first; also of rooms nothing imported yet."""
    for room in pkgutil.iter_modules(forum.__path__):
        name = f"forum.{room.name}.models"
        if room.ispkg and importlib.util.find_spec(name):
            importlib.import_module(name)
    return list(Base.metadata.sorted_tables)


def content_tables() -> list[sa.Table]:
    """All tables but the derived ones."""
    return [table for table in all_tables() if not table.name.startswith(DERIVED)]
