"""What is kept of a person's finished forms."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.web.models import AnsweredForm


def answered_forms(person_id: int) -> Iterator[Record]:
    """Where each form led: a second sending gives the same answer."""
    query = sa.select(AnsweredForm.url.label("address"), AnsweredForm.at)
    return records(query.where(AnsweredForm.owner == f"person:{person_id}"))
