"""What this room does when a fact happened, after it was committed."""

from __future__ import annotations

from forum.accounts.departed import Departed, remember
from forum.accounts.models import Person
from forum.accounts.queries.leaving import closing_of
from forum.core.db import db
from forum.outbox import facts
from forum.outbox.service import by_itself


def remember_deleted(fact: facts.AccountDeleted) -> None:
    """Also a backup that was made before does not bring the account back for good."""
    by_itself()
    person = db.session.get_one(Person, fact.person_id)
    row = closing_of(person)
    if row is not None and row.deleted_at is not None:
        remember(Departed.of(person, with_texts=row.with_texts))
