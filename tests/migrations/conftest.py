"""Databases for migrations: empty ones, and the steps of the chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask

from tests.fixtures.database import ROOT, build_app

MIGRATIONS = ROOT / "migrations"


def chain() -> list[str]:
    """Every revision, the oldest first."""
    directory = ScriptDirectory(str(MIGRATIONS))
    return [script.revision for script in reversed(list(directory.walk_revisions()))]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_app(request: pytest.FixtureRequest, quick_folder: Path) -> Iterator[Flask]:
    """The application on a database without a single table."""
    from forum.core.db import db

    path = quick_folder / "empty.sqlite"
    if request.param == "sqlite":
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("postgres").copy("template0", "forum_empty")
    app = build_app(quick_folder, url)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for left in quick_folder.glob("empty.sqlite*"):
        left.unlink()


@pytest.fixture
def step(empty_app: Flask) -> Callable[..., None]:
    """``step("upgrade", revision)`` or ``step("downgrade", revision)`` on the empty database."""
    import flask_migrate

    from forum.core.db import db

    def move(direction: str, revision: str) -> None:
        with empty_app.app_context():
            getattr(flask_migrate, direction)(directory=str(MIGRATIONS), revision=revision)
            db.session.remove()
            db.engine.dispose()

    return move
