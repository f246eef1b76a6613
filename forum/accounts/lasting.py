"""How long a sign-in lasts: two limits, shorter for people with duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.accounts.models import Person, SignIn
from forum.accounts.policy import has_duties
from forum.core import clock
from forum.core.settings import setting


@dataclass(frozen=True)
class Lasting:
    """``whole`` counts from the password, ``idle`` from the last page; the earlier end counts."""

    whole: timedelta
    idle: timedelta


def lasting_of(person: Person) -> Lasting:
    """The limits as they are set now: a shorter one ends sign-ins that stand already."""
    if has_duties(person):
        return Lasting(
            timedelta(hours=setting("ROLE_SESSION_HOURS")),
            timedelta(minutes=setting("ROLE_IDLE_MINUTES")),
        )
    return Lasting(
        timedelta(days=setting("SESSION_DAYS")), timedelta(days=setting("SESSION_IDLE_DAYS"))
    )


def end_of(row: SignIn, person: Person) -> datetime:
    """When the person's sign-in ends if it is not used again."""
    limits = lasting_of(person)
    return min(row.expires_at, row.created_at + limits.whole, row.last_seen_at + limits.idle)


def is_over(row: SignIn, person: Person) -> bool:
    """Whether it has ended so."""
    return clock.now() > end_of(row, person)
