"""Reading what the front page tells: waiting times, and what waits for its reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.core import clock
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.moderation.queries import decided_between, review_queue, review_waits, waiting
from forum.official.lifecycle import TextState
from forum.official.models import OfficialText
from forum.official.queries import (
    awaiting,
    inbox_rows,
    open_questions,
    own_questions,
    own_texts,
    reply_times,
)
from forum.outbox.models import Delivery, DeliveryState
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Revision
from forum.threads.queries.posts import own_waiting

FIRST = 3  # items named in a panel; the rest stand behind its link
FEWEST = 5  # of fewer waits a median says more about one person than about the forum
_UNITS = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=1))
NEWS = timedelta(days=14)  # an answer is new for so long


@dataclass(frozen=True)
class Times:
    """Within what time half of this month's texts and questions were done; None for too few."""

    review: timedelta | None
    reply: timedelta | None


@dataclass(frozen=True)
class ReviewDesk:
    """A moderator's work. ``yesterday`` is what the whole board decided."""

    count: int
    oldest: datetime | None
    first: Sequence[Any]
    yesterday: Counter[Outcome]


@dataclass(frozen=True)
class OfficeDesk:
    """An officer's work: what waits for an approval, what came back, what is open."""

    awaiting: Sequence[OfficialText]
    returned: list[OfficialText]
    drafts: list[OfficialText]
    open: int
    unassigned: int
    first: Sequence[Any]


@dataclass(frozen=True)
class OwnDesk:
    """A citizen's texts that need something, that wait, and questions answered lately."""

    returned: list[Revision]
    waiting: list[Revision]
    answered: list[Any]


def usual_times() -> Times:
    """The medians of the running month in Vietnam."""
    start = _midnight().replace(day=1)
    return Times(_median(review_waits(start)), _median(reply_times(start)))


def _midnight() -> datetime:
    return clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)


def _median(waits: list[timedelta]) -> timedelta | None:
    if len(waits) < FEWEST:
        return None
    half = timedelta(seconds=median(wait.total_seconds() for wait in waits))
    # "Within 3 days" of 3 days and an hour would be untrue: up to the unit it is told in.
    unit = next(unit for unit in _UNITS if half >= 2 * unit or unit is _UNITS[-1])
    return -(-half // unit) * unit


def review_desk(actor: Actor) -> ReviewDesk:
    """What waits for this moderator; three statements."""
    count, oldest = waiting(actor)
    today = _midnight()
    yesterday = decided_between(today - timedelta(days=1), today)
    return ReviewDesk(count, oldest, review_queue(actor, FIRST), yesterday)


def office_desk(actor: Actor) -> OfficeDesk:
    """What waits for this officer; four statements."""
    own = [text for text in own_texts(actor) if text.state is TextState.DRAFT]
    waits, unassigned = open_questions()
    return OfficeDesk(
        awaiting=awaiting(actor),
        returned=[text for text in own if text.return_note],
        drafts=[text for text in own if not text.return_note],
        open=waits,
        unassigned=unassigned,
        first=inbox_rows(None, FIRST),
    )


def own_desk(actor: Actor) -> OwnDesk:
    """What became of a citizen's own texts and questions; two statements."""
    texts = own_waiting(actor)
    since = clock.now() - NEWS
    asked = own_questions(actor, 20)
    return OwnDesk(
        returned=[text for text in texts if text.state is RevisionState.RETURNED],
        waiting=[text for text in texts if text.state is RevisionState.PENDING],
        answered=[row for row in asked if row.answered_at and row.answered_at >= since],
    )


def dead_deliveries() -> int:
    """How many notices, mails and index entries the worker gave up."""
    query = sa.select(sa.func.count()).where(Delivery.state == DeliveryState.DEAD)
    return db.session.scalar(query) or 0
