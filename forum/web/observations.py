"""What is observed in passing: up to where a thread was read, when a sign-in was last seen.

Observations are no acts. They are collected in memory, those of one thing as one, and written
together at most every OBSERVATION_SECONDS, in a transaction of their own that raises no content
version. Whoever reads never waits for that, and a crash loses only what was collected since. Who
writes which kind stands in ``wiring.OBSERVERS``.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock, Timer
from typing import Any

from flask import Flask, current_app

from forum.core import clock
from forum.core.db import commit, db
from forum.core.errors import Busy, Conflict
from forum.core.turns import MAY_BE_LOST

Key = tuple[int, ...]
Found = Mapping[Key, Any]
Observer = Callable[[Found], None]

READ = "read"  # (person, thread) → number of the post
SEEN = "seen"  # (sign-in,) → moment
NOTICED = "noticed"  # (notice,) → moment

log = logging.getLogger(__name__)


class Buffer:
    """At most ``most`` observations; the oldest is dropped for a new one. A timer runs only while
    there is something to write."""

    def __init__(self, app: Flask, most: int, seconds: float) -> None:
        self._app, self._most, self._seconds = app, most, seconds
        self._held: OrderedDict[tuple[str, Key], Any] = OrderedDict()
        self._planned = False
        self._lock = Lock()

    def add(self, kind: str, key: Key, value: Any) -> None:
        """The greatest value that was observed of a thing is kept."""
        with self._lock:
            before = self._held.pop((kind, key), value)
            self._held[kind, key] = max(before, value)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
            if self._planned or not self._seconds:
                return
            self._planned = True
        timer = Timer(self._seconds, self.flush)
        timer.daemon = True
        timer.start()

    def get(self, kind: str, key: Key) -> Any:
        """What was observed and is not written yet, or None."""
        with self._lock:
            return self._held.get((kind, key))

    def flush(self) -> None:
        """All that was collected is written; or lost, where the database was busy."""
        with self._lock:
            taken, self._held, self._planned = self._held, OrderedDict(), False
        found: dict[str, dict[Key, Any]] = {}
        for (kind, key), value in sorted(taken.items(), key=lambda item: item[0]):
            found.setdefault(kind, {})[key] = value
        for kind, observed in found.items():
            with self._app.app_context():
                _write(self._app.extensions["forum.observers"][kind], observed)


def _write(observer: Observer, observed: Found) -> None:
    try:
        db.session.connection(execution_options={MAY_BE_LOST: True})
        observer(observed)
        commit()
    except (Busy, Conflict) as error:
        log.info("%s observations are lost: %s", len(observed), error.reason)
    except Exception as error:  # a thread of its own: nobody else would hear of it
        db.session.rollback()
        log.warning("%s observations are lost: %s", len(observed), error)


def _buffer() -> Buffer:
    buffer: Buffer = current_app.extensions["forum.observations"]
    return buffer


def read(person_id: int, thread_id: int, number: int) -> None:
    """The person was shown the thread up to the post with this number."""
    _buffer().add(READ, (person_id, thread_id), number)


def read_lately(person_id: int, thread_id: int) -> int:
    """The number up to which the person has read in the last seconds; 0 when nothing is known."""
    return _buffer().get(READ, (person_id, thread_id)) or 0


def seen(sign_in_id: int) -> None:
    """The sign-in was used now."""
    _buffer().add(SEEN, (sign_in_id,), clock.now())


def noticed(notice_id: int) -> None:
    """The notice was opened now, by the person whose it is."""
    _buffer().add(NOTICED, (notice_id,), clock.now())


def flush() -> None:
    """Everything that was observed until now is written."""
    _buffer().flush()


def init_app(app: Flask) -> None:
    """The buffer stands empty."""
    app.extensions["forum.observations"] = Buffer(
        app, app.config["OBSERVATIONS_KEPT"], app.config["OBSERVATION_SECONDS"]
    )
