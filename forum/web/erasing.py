"""What this room keeps of a person, taken away."""

from __future__ import annotations

import sqlalchemy as sa

from forum.core.db import db
from forum.web.models import AnsweredForm


def forget_answers(person_id: int) -> None:
    """Where the person's forms led is forgotten before its time."""
    going = sa.delete(AnsweredForm).where(AnsweredForm.owner == f"person:{person_id}")
    db.session.execute(going.execution_options(synchronize_session=False))
