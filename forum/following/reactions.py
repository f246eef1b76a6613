"""What is followed without a click: the threads a person opens."""

from __future__ import annotations

from forum.following import queries, service
from forum.following.lifecycle import Kind
from forum.outbox import facts


def follow_own(fact: facts.RevisionSubmitted | facts.RevisionApproved) -> None:
    """Whoever opens a thread follows it from the first sending on, and may leave it at any time:
    neither its approval nor a later wording changes that."""
    at_once = isinstance(fact, facts.RevisionApproved)
    found = queries.opened_by(fact.revision_id, at_once=at_once)
    if found is not None:
        person_id, thread_id = found
        service.follow_all(Kind.THREAD, thread_id, [person_id])
