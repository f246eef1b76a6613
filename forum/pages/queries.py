"""Reading what waits for the people who work here."""

from __future__ import annotations

from dataclasses import dataclass

from forum.accounts.actors import Actor
from forum.accounts.policy import is_moderator, is_staff
from forum.moderation.queries import waiting
from forum.official.queries import awaiting_count, open_questions_count


@dataclass(frozen=True)
class Duties:
    """How much waits for a person; None for work that is not theirs."""

    to_review: int | None = None
    to_answer: int | None = None
    to_approve: int | None = None


def duties_of(actor: Actor) -> Duties:
    """What waits for a moderator or an officer; own texts wait for others and are not counted."""
    reviews = waiting(actor)[0] if is_moderator(actor) else None
    if not is_staff(actor):
        return Duties(to_review=reviews)
    return Duties(reviews, open_questions_count(), awaiting_count(actor))
