"""Writing a fact."""

from __future__ import annotations

from forum.core import clock
from forum.core.db import db
from forum.outbox.facts import Fact
from forum.outbox.models import FactRow


def emit(fact: Fact) -> None:
    """The fact is delivered to every reaction of ``wiring`` once this transaction is committed."""
    db.session.add(FactRow(name=type(fact).__name__, payload=fact.payload(), at=clock.now()))
