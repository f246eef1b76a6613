"""What this room keeps of a person, taken away."""

from __future__ import annotations

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.board.models import Term
from forum.core.db import db


def forget_person(person: Person, _with_texts: bool) -> None:
    """Who held a seat, and when, stays as the authority announced it; not with which account."""
    held = sa.update(Term).where(Term.person_id == person.id).values(person_id=None)
    db.session.execute(held.execution_options(synchronize_session=False))
