"""Which migration the code ends with and which one the database stands at.

Read without Alembic, which takes 12 MB of memory: the web server and the worker only ask; commands
migrate.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import config

MIGRATIONS = Path(config.ROOT) / "migrations"
_STANDS = sa.text("SELECT version_num FROM alembic_version")


def head_of_code() -> str:
    """The newest migration of this version of the forum: files are named for their number."""
    names = (path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return max(name.partition("_")[0] for name in names)


def head_of_database(link: Connection) -> str | None:
    """The migration the database stands at; None for an empty one."""
    if not sa.inspect(link).has_table("alembic_version"):
        return None
    head: str | None = link.scalar(_STANDS)
    return head
