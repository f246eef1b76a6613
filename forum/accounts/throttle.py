"""Counters against guessing and flooding. They live in the database, so that they hold across
processes, and are written apart, so that a refused request still counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forum.accounts.models import Throttle
from forum.core import clock
from forum.core.db import Moment, apart, db, dialect, inserting
from forum.core.errors import TooMany
from forum.core.settings import setting


def count(kind: str, key: str, limit: tuple[int, int]) -> None:
    """One more try is counted. Raises TooMany when ``limit`` (tries, seconds) was used up before.

    Call before the request's first write (see ``apart``).
    """
    tries, seconds = limit
    with apart() as link:
        used, start = _add_one(link, kind, key, seconds)
    if used > tries * setting("THROTTLE_FACTOR"):
        end = start + timedelta(seconds=seconds)
        raise TooMany(max(1, int((end - clock.now()).total_seconds())))


def forget(kind: str, key: str) -> None:
    """The count starts anew: after a right password."""
    with apart() as link:
        link.execute(sa.delete(Throttle).where(Throttle.kind == kind, Throttle.key == key))


def forget_old() -> None:
    """Counters whose window ended long ago are gone, and with them the last trace of an address."""
    before = clock.now() - timedelta(days=1)
    db.session.execute(sa.delete(Throttle).where(Throttle.window_start < before))


def _add_one(link: Connection, kind: str, key: str, seconds: int) -> tuple[int, datetime]:
    moment = clock.now()
    row = link.execute(
        _adding(dialect()),
        {
            "kind": kind,
            "key": key,
            "window_start": moment,
            "count": 1,
            "ended": moment - timedelta(seconds=seconds),
        },
    ).one()
    return row[0], row[1]


@cache
def _adding(_dialect: str) -> Any:
    """Built once for each kind of database: every text and every sign-in counts."""
    statement = inserting(Throttle)
    ended = Throttle.window_start < sa.bindparam("ended", type_=Moment())
    return statement.on_conflict_do_update(
        index_elements=["kind", "key"],
        set_={
            "count": sa.case((ended, 1), else_=Throttle.count + 1),
            "window_start": sa.case(
                (ended, statement.excluded.window_start), else_=Throttle.window_start
            ),
        },
    ).returning(Throttle.count, Throttle.window_start)
