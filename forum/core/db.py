"""The database: model base, column types, the commit, second transactions, errors in our words."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator

from forum.core.errors import Busy, Conflict

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all models: named constraints, so that migrations can change each of them."""

    metadata = sa.MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


class Moment(TypeDecorator[datetime]):
    """An aware UTC time; SQLite stores it naive, so both directions are checked here."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[enum.StrEnum]):
    """An enum stored as its text; ``one_of`` gives the CHECK that keeps other words out."""

    impl = sa.String(32)
    cache_ok = True

    def __init__(self, words: type[enum.StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else self.words(value)


def one_of(column: str, words: type[enum.StrEnum]) -> sa.CheckConstraint:
    """CHECK that ``column`` holds one of the words of the enum (or NULL)."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_word")


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, _record: Any) -> None:
    if "sqlite3" not in type(connection).__module__:
        return
    cursor = connection.cursor()
    # WAL lets readers go on while one writes; FULL keeps acknowledged text through power loss.
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


@contextmanager
def in_our_words() -> Iterator[None]:
    """Inside, stale rows and broken constraints become Conflict, a lock or a lost database Busy.

    The session is rolled back before the error goes on.
    """
    try:
        yield
    except StaleDataError as error:
        db.session.rollback()
        raise Conflict("stale") from error
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict("constraint") from error
    except (OperationalError, DBAPIError) as error:
        db.session.rollback()
        raise Busy(type(error.orig).__name__) from error


def commit() -> None:
    """Everything the request or command changed is durable; or nothing is, and why is raised."""
    with in_our_words():
        db.session.commit()


@contextmanager
def apart() -> Iterator[Session]:
    """A short second transaction that stays when the request's own is rolled back.

    For throttle counters and refusals. Use it before the request's first write: SQLite has one
    write lock, and waiting for oneself ends in Busy.
    """
    with in_our_words(), Session(db.engine) as session:
        yield session
        session.commit()


def dialect() -> str:
    """``sqlite`` or ``postgresql``."""
    return db.engine.dialect.name
