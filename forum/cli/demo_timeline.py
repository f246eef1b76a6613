"""Sample data happens in order: each step at its own time, the news of a day at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from math import floor

from flask import current_app

from forum.cli.demo_shape import ContentBroken, Row
from forum.core import clock
from forum.core.db import commit, db
from forum.core.errors import ForumError, RuleBroken
from forum.outbox import backlog
from forum.outbox.worker import Reaction, name_of

Act = Callable[[Row], None]
MORNING, EVENING = timedelta(hours=7, minutes=30), timedelta(hours=20, minutes=30)


class Timeline:
    """Steps, planned in any order, also by steps."""

    def __init__(self) -> None:
        self.start = clock.now()
        self._days = 0.0  # of the step that goes on, as in _steps
        self._steps: list[tuple[float, int, Act, Row]] = []  # days ago, negative: oldest first
        self._numbers = count()

    def plan(self, days_ago: float, act: Act, row: Row) -> None:
        """``act`` will be done with ``row``."""
        heappush(self._steps, (-days_ago, next(self._numbers), act, row))

    def follow(self, days_later: float, act: Act, row: Row) -> None:
        """The same, so much later than the step that goes on."""
        self.plan(-self._days - days_later, act, row)

    def run(self) -> None:
        """Everything has happened and is committed; ContentBroken says at which row it stopped."""
        day = None
        while self._steps:
            negative_days, _number, act, row = heappop(self._steps)
            if negative_days >= 0:
                raise ContentBroken(f"{row['where']}: would not be over yet")
            if floor(negative_days) != day:
                _end_day()
                day = floor(negative_days)
            self._days = negative_days
            with clock.at(waking(self.start + timedelta(days=negative_days), self.start)):
                _take(partial(act, row), row)
            db.session.flush()
            db.session.expunge_all()  # the next one reads for itself, as a request would
        _end_day()


def waking(moment: datetime, end: datetime) -> datetime:
    """``moment`` moved into the hours in which people write and offices work, in Vietnam.

    Earlier stays earlier: a day's twenty-four hours become the hours from MORNING to EVENING, those
    of the last day what has passed of it since the morning. Nothing is later than ``end``.
    """
    local, last = moment.astimezone(clock.VIETNAM), end.astimezone(clock.VIETNAM)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    hours, begin, until = timedelta(days=1), midnight + MORNING, midnight + EVENING
    if local.date() == last.date():
        hours, until = max(last - midnight, timedelta(seconds=1)), last
        begin = min(begin, midnight + hours / 2)
    return (begin + (local - midnight) / hours * (until - begin)).astimezone(UTC)


def _end_day() -> None:
    """Everybody is told of what happened since the last time, at the time it happened.

    Mails are not sent, nobody is written to about days gone by; nor is the search index made here:
    that is done at the end, at once.
    """
    listening = current_app.extensions["forum.reactions"].items()
    told = {fact: tuple(r for r in reactions if _tells(r)) for fact, reactions in listening}
    backlog.deliver(told)
    commit()


def _tells(reaction: Reaction) -> bool:
    return name_of(reaction).startswith(("notifications.tell_", "following.follow_"))


def _take(step: Callable[[], None], row: Row) -> None:
    try:
        step()
    except RuleBroken as broken:
        raise ContentBroken(f"{row['where']}: {broken.message}") from broken
    except ForumError as error:
        raise ContentBroken(f"{row['where']}: {type(error).__name__} {error.reason}") from error
