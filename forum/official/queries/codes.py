"""The codes by which a member's own questions and letters are found without an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.core.db import db
from forum.official.models import Question
from forum.threads.models import Receipt, Revision


def own_codes(person: Person, size: int) -> Sequence[Any]:
    """What the codes of the member's newest questions and letters are made from, with their
    words."""
    later = aliased(Revision)
    newest = sa.select(sa.func.max(later.id)).where(later.post_id == Question.post_id)
    query = (
        sa.select(
            Receipt.nonce,
            Question.letter_html,
            Revision.title,
            Revision.html,
        )
        .join(Question, Question.receipt_id == Receipt.id)
        .outerjoin(Revision, Revision.id == newest.scalar_subquery())
        .where(Question.asked_by_id == person.id)
    )
    return db.session.execute(query.order_by(Question.id.desc()).limit(size)).all()
