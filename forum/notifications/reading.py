"""Opening a notice, and how long notices are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotFound
from forum.core.settings import setting
from forum.notifications.models import Digest, Notice
from forum.notifications.queries import Entry, entries_of


def get_entry_for(actor: Person, notice_id: int) -> Entry:
    """The person's own notice as it reads now; NotFound for every other."""
    query = sa.select(Notice).where(Notice.id == notice_id, Notice.person_id == actor.id)
    entries = entries_of(actor, db.session.scalars(query).all())
    if not entries:
        raise NotFound("notice")
    return entries[0]


def keep_noticed(found: Mapping[tuple[int, ...], datetime]) -> None:
    """Each of these notices is read."""
    ids = [notice_id for (notice_id,) in found]
    db.session.execute(
        sa.update(Notice)
        .where(Notice.id.in_(ids), Notice.read_at.is_(None))
        .values(read_at=max(found.values()))
        .execution_options(synchronize_session=False)
    )


def forget_old_notices() -> None:
    """What is older than NOTICE_DAYS is gone, with its digests. The newest notice of all stays:
    without any, SQLite would give old numbers again, which digests take for told."""
    before = clock.now() - timedelta(days=setting("NOTICE_DAYS"))
    newest = sa.select(sa.func.max(Notice.id)).scalar_subquery()
    db.session.execute(
        sa.delete(Notice)
        .where(Notice.at < before, Notice.id < newest)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(sa.delete(Digest).where(Digest.at < before))
