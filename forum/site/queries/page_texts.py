"""The texts of pages that a province wrote in place of the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.core.db import db
from forum.core.freshness import Kept
from forum.site.models import PageName, PageText

AUTHORITATIVE = "vi"


@dataclass(frozen=True)
class PageWords:
    """What stands on a page in one language; ``html`` was cleaned when it was stored."""

    language: str
    number: int
    html: str
    at: datetime


def _present() -> dict[tuple[PageName, str], PageWords]:
    newest = sa.select(sa.func.max(PageText.id)).group_by(PageText.page, PageText.language)
    query = sa.select(PageText).where(PageText.id.in_(newest), PageText.source != "")
    return {
        (row.page, row.language): PageWords(row.language, row.number, row.html, row.at)
        for row in db.session.scalars(query)
    }


_kept = Kept(_present)


def page_words(page: PageName, tag: str) -> PageWords | None:
    """The province's own text in ``tag``, else in Vietnamese: what the shipped text says in another
    language may be wrong then. None where the shipped text stands."""
    present = _kept.get()
    return present.get((page, tag)) or present.get((page, AUTHORITATIVE))


def versions_of(page: PageName, tag: str) -> Sequence[PageText]:
    """Every version in this language, the newest first; also those that brought the shipped text
    back."""
    query = sa.select(PageText).where(PageText.page == page, PageText.language == tag)
    return db.session.scalars(query.order_by(PageText.number.desc())).all()
