"""What this room keeps of a person, taken away."""

from __future__ import annotations

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import db
from forum.rules.models import Acceptance


def forget_person(person: Person, _with_texts: bool) -> None:
    """That the person accepted the rules is needed no more: each text names the version under which
    it was sent."""
    going = sa.delete(Acceptance).where(Acceptance.person_id == person.id)
    db.session.execute(going.execution_options(synchronize_session=False))
