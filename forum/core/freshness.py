"""The content version: one number that tells whether what is kept in memory is still true.

It is raised by ``core.db.commit`` in the transaction of every act that may change what the public
sees; ``audit.service.record`` marks the transaction. So a page made after version n was read shows
everything that was committed with versions up to n, and whoever asks after a hiding was
acknowledged reads a higher number than any page that still shows the hidden words is kept under.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import sqlalchemy as sa
from flask import current_app, has_request_context, request
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, content_is_changing, db

Value = TypeVar("Value")
SEEN = "forum.content_version"  # in a request's environ: the version it works with


class ContentVersion(Base):
    """One row. Never restored from a backup and never lowered: a number stands for one state."""

    __tablename__ = "content_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(sa.BigInteger)

    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)


def read_version(engine: Engine) -> int | None:
    """The committed version at this moment; None when the database cannot say.

    Over a raw connection of the pool, outside of any session: an ORM SELECT doubles the cost of a
    cached page.
    """
    try:
        link = engine.raw_connection()
    except (sa.exc.SQLAlchemyError, engine.dialect.loaded_dbapi.Error):
        return None
    try:
        cursor = link.cursor()
        cursor.execute("SELECT number FROM content_version WHERE id = 1")
        found = cursor.fetchall()
        cursor.close()
        return int(found[0][0]) if found else None
    except engine.dialect.loaded_dbapi.Error:
        link.invalidate()
        return None
    finally:
        link.close()


def version() -> int | None:
    """The version this request works with, read once at its beginning; elsewhere the present one.

    A later one within the same request would let it keep what it loaded before as if it were new.
    """
    if not has_request_context():
        return read_version(db.engine)
    environ = request.environ
    if SEEN not in environ:
        environ[SEEN] = read_version(db.engine)
    found: int | None = environ[SEEN]
    return found


class Kept(Generic[Value]):
    """A value that every page needs, loaded once for each content version in each process.

    ``load`` returns plain data, no ORM rows: the value outlives its session and is shared by
    threads. Inside a transaction that changes content the value is loaded and not kept.
    """

    def __init__(self, load: Callable[[], Value]) -> None:
        self._load = load
        self._name = f"{load.__module__}.{load.__qualname__}"

    def get(self) -> Value:
        present = version()
        held = current_app.extensions.setdefault("forum.kept", {})
        number, value = held.get(self._name, (None, None))
        if present is not None and number == present:
            return value
        value = self._load()
        if present is not None and not content_is_changing():
            held[self._name] = (present, value)
        return value
