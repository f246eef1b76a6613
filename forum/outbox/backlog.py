"""The news of a story that is told at once, as the sample data is: nobody waits for it."""

from __future__ import annotations

import sqlalchemy as sa

from forum.core import clock
from forum.core.db import db
from forum.outbox.facts import Fact, read
from forum.outbox.models import FactRow
from forum.outbox.worker import Reactions


def deliver(reactions: Reactions) -> None:
    """Every fact that waited has had its ``reactions``, each at the fact's own time and all in the
    transaction that goes on: only for reactions that write rows and do nothing else. News of news
    is delivered too; the worker finds nothing left of it.
    """
    db.session.flush()
    waiting = sa.select(FactRow).where(FactRow.expanded_at.is_(None)).order_by(FactRow.id)
    while rows := db.session.scalars(waiting).all():
        for row in rows:
            row.expanded_at = row.at
        db.session.flush()
        for row in rows:
            with clock.at(row.at):
                for reaction in reactions.get(Fact.known[row.name], ()):
                    reaction(read(row.name, row.payload))
