"""Turns at SQLite's one write lock: the threads of a process wait in a queue, first come first
served. SQLite's own waiting is a sleep of up to 0.1 s between two tries and gives the lock to
whoever happens to try: with eight threads one of them can miss it for seconds.

A turn is taken by the first writing statement of a transaction and given up when its connection
goes back to the pool, which ends every transaction whatever became of it: commit, rollback, an
error, the end of a request, a session that was simply dropped. Between processes whoever has the
turn in its own looks for the lock every LOOK_SECONDS. On PostgreSQL nothing here happens.
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from threading import Lock, RLock, get_ident
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from forum.core.errors import Busy
from forum.core.settings import setting

LOOK_SECONDS = 0.002
MAY_BE_LOST = "may_be_lost"  # option of a connection whose rows a power cut may take
_WRITING = {"INSERT", "UPDATE", "DELETE"}  # before these the driver begins a transaction
_TURN, _SYNCHRONOUS = "turn", "synchronous"  # in the pool's notes about a connection
_CALLED = 0  # no thread's number: the next was called and is not awake yet


class Turns:
    """One thing, and a queue of threads that want it.

    The lock inside is one that its owner may take again: a connection whose session was dropped
    goes back to its pool whenever garbage is collected, which may be in the middle of ``take``.
    """

    def __init__(self) -> None:
        self._guard = RLock()
        self._waiting: deque[Lock] = deque()
        self._holder: int | None = None

    def take(self, seconds: float) -> bool:
        """True when it is the caller's turn; False when it was not within ``seconds``, and at once
        for a thread that would wait for itself."""
        mine = Lock()
        mine.acquire()
        with self._guard:
            if self._holder == get_ident():
                return False
            self._waiting.append(mine)
            self._call()
        if not mine.acquire(timeout=seconds) and self._left(mine):
            return False
        self._holder = get_ident()
        return True

    def give(self) -> None:
        """The next in the queue is called."""
        with self._guard:
            self._holder = None
            self._call()

    def _call(self) -> None:
        if self._holder is None and self._waiting:
            self._holder = _CALLED
            self._waiting.popleft().release()

    def _left(self, mine: Lock) -> bool:
        """Out of the queue; False when the call came just now, and the turn must be taken."""
        with self._guard:
            if mine not in self._waiting:
                return False
            self._waiting.remove(mine)
            return True


_turns = Turns()


@event.listens_for(Engine, "before_cursor_execute")
def _take(link: Connection, cursor: Any, statement: str, *_rest: Any) -> None:
    if link.dialect.name != "sqlite" or statement.lstrip()[:6].upper() not in _WRITING:
        return
    notes = link.info
    if _TURN in notes:
        return
    if not _turns.take(setting("BUSY_SECONDS")):
        raise Busy("the queue of writers")
    notes[_TURN] = True
    # Set before each transaction, never left to whoever had the connection before.
    wanted = "NORMAL" if link.get_execution_options().get(MAY_BE_LOST) else "FULL"
    if notes.get(_SYNCHRONOUS, "FULL") != wanted:
        cursor.connection.execute(f"PRAGMA synchronous={wanted}")
        notes[_SYNCHRONOUS] = wanted
    if not cursor.connection.in_transaction:
        _begin(cursor.connection, setting("BUSY_SECONDS"))


def _begin(connection: sqlite3.Connection, seconds: float) -> None:
    """A transaction that holds the write lock has begun; Busy when another process kept it."""
    end = time.monotonic() + seconds
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                if time.monotonic() > end:
                    raise Busy("the write lock") from error
            time.sleep(LOOK_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout={round(1000 * seconds)}")


@event.listens_for(Pool, "checkin")
def _give(_connection: Any, record: ConnectionPoolEntry) -> None:
    if record.info.pop(_TURN, None):
        _turns.give()
