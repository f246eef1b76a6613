"""Alembic's environment: the application's own engine and models, one transaction a migration."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from alembic import context
from flask import current_app

import forum
from forum.core.db import Base

for room in pkgutil.iter_modules(forum.__path__):
    if room.ispkg and pkgutil.resolve_name(f"forum.{room.name}"):
        path = f"forum.{room.name}.models"
        if importlib.util.find_spec(path):
            importlib.import_module(path)


def _ours(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """The full-text tables of SQLite belong to the search engine, not to the models."""
    return not (kind == "table" and (name or "").startswith("search_fts"))


def run() -> None:
    """Each migration is one transaction: a crash leaves the one before."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=_ours,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
