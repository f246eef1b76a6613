"""The queue of writers on SQLite: first come, first served, and free again whatever happens."""

from __future__ import annotations

import contextvars
import gc
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from forum.core import clock
from forum.core.db import apart, commit, db, in_our_words
from forum.core.errors import Busy, Conflict
from forum.core.turns import Turns
from forum.web.models import AnsweredForm

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SOON = 2  # seconds; whoever waits longer was forgotten
ROW = {"owner": "somebody", "url": "/"}


def write(session: Session | None = None, key: str = "first") -> None:
    """A row: with it the turn is taken."""
    row = sa.insert(AnsweredForm).values(**ROW, key=key, at=clock.now())
    (session or db.session).execute(row)


def free(app: Flask) -> bool:
    """Whether somebody else can write now."""
    begun, keys = time.monotonic(), list[str]()

    def work() -> None:
        with app.app_context(), suppress(Busy):
            write(key="another")
            commit()
            keys.append("another")

    # A fresh context: the thread must not share the test's application context.
    thread = threading.Thread(target=contextvars.Context().run, args=(work,))
    thread.start()
    thread.join(10)
    return bool(keys) and time.monotonic() - begun < SOON


def test_turns_are_given_in_the_order_of_asking() -> None:
    turns, order = Turns(), list[int]()
    assert turns.take(1)

    def ask(number: int) -> None:
        assert turns.take(10)
        order.append(number)
        turns.give()

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(5)]
    for waiting, thread in enumerate(asking, 1):
        thread.start()
        while len(turns._waiting) < waiting:
            time.sleep(0.001)
    turns.give()
    for thread in asking:
        thread.join(SOON)
    assert order == [0, 1, 2, 3, 4]


def test_whoever_gave_up_waiting_is_passed_over() -> None:
    turns, waited = Turns(), list[bool]()
    assert turns.take(1)
    impatient = threading.Thread(target=lambda: waited.append(turns.take(0.05)))
    impatient.start()
    impatient.join(SOON)
    assert waited == [False]
    turns.give()
    assert turns.take(0)


def test_nobody_waits_for_himself() -> None:
    turns, begun = Turns(), time.monotonic()
    assert turns.take(1)
    assert not turns.take(60)
    assert time.monotonic() - begun < SOON


def committed() -> None:
    write()
    commit()


def rolled_back() -> None:
    write()
    db.session.rollback()


def refused_by_a_constraint() -> None:
    write()
    with pytest.raises(Conflict), in_our_words():
        write()


def refused_by_the_database() -> None:
    write()
    with pytest.raises(Busy), in_our_words():
        db.session.execute(sa.text("INSERT INTO no_such_table VALUES (1)"))


def broken_off() -> None:
    write()
    db.session.remove()  # as at the end of every request and delivery


def lost_with_its_connection() -> None:
    write()
    db.session.connection().invalidate()


def dropped() -> None:
    write(Session(db.engine))
    gc.collect()


def refused_by_another_process() -> None:
    holder = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    db.session.execute(sa.text("PRAGMA busy_timeout = 50"))
    with pytest.raises(Busy), in_our_words():
        write()
    holder.close()


def refused_apart() -> None:
    with pytest.raises(Busy), apart() as link:
        link.execute(sa.text("INSERT INTO no_such_table VALUES (1)"))


ENDS = [
    committed,
    rolled_back,
    refused_by_a_constraint,
    refused_by_the_database,
    broken_off,
    lost_with_its_connection,
    dropped,
    refused_by_another_process,
    refused_apart,
]


@on_sqlite
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_after_every_end_the_next_can_write(app: Flask, end: Callable[[], None]) -> None:
    end()
    assert free(app)


@on_sqlite
def test_after_an_error_in_a_request_the_next_can_write(app: Flask) -> None:
    def work() -> None:
        with pytest.raises(ZeroDivisionError), app.test_request_context("/"):
            write()
            1 / 0  # noqa: B018

    contextvars.Context().run(work)  # a context of its own, as in the server
    assert free(app)


@on_sqlite
def test_a_second_transaction_after_the_first_write_is_refused_at_once(app: Flask) -> None:
    write()
    begun = time.monotonic()
    with pytest.raises(Busy), apart() as link:
        link.execute(sa.insert(AnsweredForm).values(**ROW, key="apart", at=clock.now()))
    assert time.monotonic() - begun < SOON
    assert free(app)


@on_sqlite
def test_others_wait_while_one_writes(app: Flask) -> None:
    app.config["BUSY_SECONDS"] = 0.2
    write()
    assert not free(app)
    db.session.rollback()
    assert free(app)


@on_sqlite
def test_a_text_waits_for_the_disk_and_a_count_does_not(app: Flask) -> None:
    seen: list[int] = []

    @sa.event.listens_for(db.engine, "commit")
    def look(link: sa.Connection) -> None:
        cursor = link.connection.cursor()
        seen.append(cursor.execute("PRAGMA synchronous").fetchone()[0])

    db.session.remove()
    for number in range(2):  # over one and the same connection of the pool
        with apart() as link:
            row = sa.insert(AnsweredForm).values(**ROW, key=f"count {number}", at=clock.now())
            link.execute(row)
        write(key=f"text {number}")
        commit()
    normal, full = 1, 2
    assert seen == [normal, full, normal, full]
