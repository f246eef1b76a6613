"""The database: model base, column types, the commit, second transactions, errors in our words."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.operators import in_op, not_in_op
from sqlalchemy.types import TypeDecorator

from forum.core.errors import Busy, Conflict
from forum.core.turns import MAY_BE_LOST

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
    """An enum stored as its text; ``one_of`` gives the CHECK that keeps other words out.

    In a comparison the word is written into the statement: it is ours and never changes. A bound
    one is compared with the conditions of partial indexes, for which SQLite plans the statement
    anew whenever it runs (0.13 instead of 0.01 ms for the cards of a thread), and PostgreSQL's
    general plans do not use such an index at all.
    """

    impl = sa.String(32)
    cache_ok = True

    class comparator_factory(sa.String.Comparator[Any]):  # noqa: N801, SQLAlchemy's name
        """Comparisons of a column of words."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
            if op is not_in_op:  # for which SQLAlchemy forgets the brackets of written words
                return sa.not_(self.operate(in_op, *other, **kwargs))
            return super().operate(op, *map(self._written, other), **kwargs)

        def _written(self, other: Any) -> Any:
            if isinstance(other, enum.StrEnum):
                return sa.text(self._quoted(other))
            if isinstance(other, list | tuple | set | frozenset) and other:
                return sa.text(", ".join(sorted(map(self._quoted, other))))
            return other

        def _quoted(self, word: str) -> str:
            return f"'{cast(Word, self.type).words(word)}'"

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
    # KiB for each connection. The 2,000 of SQLite's own make no page quicker and eight threads 9 MB
    # larger: what it drops, the system still holds. With 512 a thread page costs a tenth more.
    cursor.execute("PRAGMA cache_size=-1024")
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
    except Busy:  # of the queue of writers
        db.session.rollback()
        raise


_CHANGING = "content is changing"  # in a session's info: the transaction that is marked
_RAISE = sa.text("UPDATE content_version SET number = number + 1 WHERE id = 1")


def content_changes() -> None:
    """When the present transaction is committed, pages made before are no longer true.

    The mark names the transaction, so a rollback takes it away.
    """
    session = db.session()
    session.info[_CHANGING] = session.get_transaction() or session.begin()


def content_is_changing() -> bool:
    """Whether the present transaction is marked by ``content_changes``."""
    session = db.session()
    marked = session.info.get(_CHANGING)
    return marked is not None and marked is session.get_transaction()


def commit() -> None:
    """Everything the request or command changed is durable; or nothing is, and why is raised.

    The content version is raised by the last statement: every writer takes that row's lock after
    all its others, so no two wait for each other, and holds it only while the commit is written.
    """
    with in_our_words():
        if content_is_changing():
            db.session.flush()
            db.session.execute(_RAISE)
        db.session.commit()


@contextmanager
def apart() -> Iterator[Connection]:
    """A short second transaction that stays when the request's own is rolled back.

    For throttle counters and refusals. Use it before the request's first write: SQLite has one
    write lock, and waiting for oneself is Busy at once. SQLite does not wait for the disk here
    (synchronous NORMAL): a power cut may take the last counts, which harms nobody, while a text
    would wait for the disk twice.
    """
    with in_our_words(), db.engine.connect() as link:
        yield link.execution_options(**{MAY_BE_LOST: True})
        link.commit()


def rows(statement: sa.Executable, **values: Any) -> Sequence[sa.Row[Any]]:
    """What a statement that is built once finds with these values, for pages that are read often.

    Building a long select costs more than running it (measured for the posts of a thread: 450 of
    1,700 µs, and 800 more for its key in SQLAlchemy's cache, which a kept statement remembers).
    Straight over the session's connection: columns, no ORM rows, and nothing is flushed before.
    """
    return db.session.connection().execute(statement, values).all()


def append(model: type[Base], **values: Any) -> None:
    """A row stands that nothing in this transaction reads again: an act, a fact, an answered form.

    Straight over the session's connection, because a text leaves three of them and each costs
    four times as much as a part of the session. What the session holds is not flushed before.
    """
    db.session.connection().execute(_appending(model), values)


@cache
def _appending(model: type[Base]) -> sa.Insert:
    return sa.insert(cast(sa.Table, model.__table__))


def inserting(model: type[Base]) -> Any:
    """An INSERT that can say ON CONFLICT, as the connected database writes it."""
    return (postgresql if dialect() == "postgresql" else sqlite).insert(model)


def dialect() -> str:
    """``sqlite`` or ``postgresql``."""
    return db.engine.dialect.name
