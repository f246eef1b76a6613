"""What this room keeps of a person, taken away."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import db
from forum.following.models import Bookmark, ReadMark, Subscription

OWN: tuple[Any, ...] = (Bookmark, ReadMark, Subscription)


def forget_person(person: Person, _with_texts: bool) -> None:
    """Nobody knows what the person read, kept and followed."""
    for model in OWN:
        going = sa.delete(model).where(model.person_id == person.id)
        db.session.execute(going.execution_options(synchronize_session=False))
