"""The one clock: every time in the forum comes from here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moment.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is ``moment``: for sample data, which tells of days gone by. Requests and the
    worker never use it."""
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)


def today() -> date:
    """The calendar day in Vietnam."""
    return now().astimezone(VIETNAM).date()


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Vietnam."""
    return moment.astimezone(VIETNAM)
