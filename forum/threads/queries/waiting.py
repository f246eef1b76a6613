"""How long the oldest text has waited for its review."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from forum.core.db import db
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Revision


def oldest_waiting() -> datetime | None:
    """Since when the oldest wording has waited; None when none does."""
    query = sa.select(sa.func.min(Revision.created_at))
    return db.session.scalar(query.where(Revision.state == RevisionState.PENDING))
