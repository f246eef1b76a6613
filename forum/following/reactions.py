"""What is followed and read without a click: the threads a person opens, and merged ones."""

from __future__ import annotations

from collections.abc import Sequence

from forum.following import queries, service
from forum.following.lifecycle import Kind
from forum.outbox import facts
from forum.outbox.service import gathered


@gathered
def follow_own(news: Sequence[facts.RevisionSubmitted | facts.RevisionApproved]) -> None:
    """Whoever opens a thread follows it from the first sending on, and may leave it at any time:
    neither its approval nor a later wording changes that."""
    opened = {one.revision_id: one for one in queries.opened_by({f.revision_id for f in news})}
    for fact in news:
        one = opened.get(fact.revision_id)
        if one is not None and isinstance(fact, facts.RevisionApproved) != one.held:
            service.follow_all(Kind.THREAD, one.thread_id, [one.person_id])


def join_marks(fact: facts.ThreadMerged) -> None:
    """Whoever had read all of the thread that took the posts has read there what they had read
    before it. Who follows is moved by ``notifications``, once they are told."""
    service.join_marks(fact.thread_id, fact.into_id, fact.first_number)
