"""What this room stores about an administrator."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.site.models import PageText, TuningChange


def tuning_changes(person_id: int) -> Iterator[Record]:
    """Settings that the person changed."""
    query = sa.select(TuningChange.name, TuningChange.value, TuningChange.reason, TuningChange.at)
    return records(query.where(TuningChange.by_id == person_id).order_by(TuningChange.id))


def page_texts(person_id: int) -> Iterator[Record]:
    """Texts of pages that the person wrote."""
    query = sa.select(PageText.page, PageText.language, PageText.source.label("text"), PageText.at)
    return records(query.where(PageText.by_id == person_id).order_by(PageText.id))
