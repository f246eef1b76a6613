"""What a moderator can do: judge a waiting text; hide, restore or remove a post."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, in_our_words
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.moderation import policy
from forum.moderation.lifecycle import (
    FAVOURABLE,
    POST_STATE,
    REVISION_STATE,
    VISIBILITY_CHOICES,
    DecisionKind,
    Outcome,
)
from forum.moderation.models import Decision
from forum.moderation.queries import published_wording
from forum.outbox import facts
from forum.outbox.service import emit
from forum.rules.queries import citable_clauses
from forum.threads import service as threads
from forum.threads.lifecycle import REVISION_MOVES, check_move
from forum.threads.models import Post, Revision

REVIEWED: Mapping[Outcome, Callable[[int], facts.Fact]] = {
    Outcome.APPROVE: facts.RevisionApproved,
    Outcome.RETURN: facts.RevisionReturned,
    Outcome.REJECT: facts.RevisionRejected,
}
SHOWN: Mapping[Outcome, Callable[[int], facts.Fact]] = {
    Outcome.HIDE: facts.PostHidden,
    Outcome.RESTORE: facts.PostRestored,
    Outcome.REMOVE: facts.PostRemoved,
}


def decide(
    actor: Actor,
    revision: Revision,
    *,
    seen_version: int,
    outcome: Outcome,
    clause_id: int | None = None,
    reason: str = "",
) -> Decision:
    """The waiting text is published, returned or not published, and the decision stands.

    Conflict when it no longer is as the moderator saw it; RuleBroken at ``clause`` or ``reason``
    when an unfavourable outcome names none.
    """
    if not isinstance(actor, Person) or not policy.may_review(actor, revision):
        raise Forbidden("review")
    check_move(REVISION_MOVES, revision.state, REVISION_STATE[outcome])
    decision = _judgement(actor, revision, outcome, DecisionKind.REVIEW)
    _give_grounds(decision, clause_id, reason)
    with in_our_words():
        threads.apply_review(
            actor, revision, state=REVISION_STATE[outcome], seen_version=seen_version
        )
        _store(actor, decision)
    emit(REVIEWED[outcome](revision.id))
    return decision


def change_visibility(
    actor: Actor,
    post: Post,
    *,
    outcome: Outcome,
    seen_version: int,
    clause_id: int | None = None,
    reason: str = "",
) -> Decision:
    """The post is hidden, public again or removed, and the decision stands.

    Its number, its replies and official answers stay. Conflict and RuleBroken as in ``decide``.
    """
    if not isinstance(actor, Person) or not policy.may_change_visibility(actor, post):
        raise Forbidden("change_visibility")
    if post.version != seen_version or outcome not in VISIBILITY_CHOICES[post.state]:
        raise Conflict("post")
    decision = _judgement(actor, published_wording(post), outcome, DecisionKind.VISIBILITY)
    _give_grounds(decision, clause_id, reason)
    with in_our_words():
        threads.set_post_state(actor, post, state=POST_STATE[outcome])
        decision.round = _next_round(decision)
        _store(actor, decision)
    emit(SHOWN[outcome](post.id))
    return decision


def _judgement(actor: Person, revision: Revision, outcome: Outcome, kind: DecisionKind) -> Decision:
    """Not yet in the session: nothing is written before the text itself has moved."""
    return Decision(
        revision_id=revision.id,
        kind=kind,
        round=1,
        outcome=outcome,
        rule_version_id=revision.rule_version_id,
        decided_by_id=actor.id,
        at=clock.now(),
    )


def _give_grounds(decision: Decision, clause_id: int | None, reason: str) -> None:
    """Clause and reason stand in the decision; a favourable one names no clause."""
    decision.reason = reason.strip()
    if decision.outcome in FAVOURABLE:
        return
    if clause_id not in {clause.id for clause in citable_clauses(decision.rule_version_id)}:
        raise RuleBroken(
            lazy_gettext("Please choose the clause of the rules that this rests on."), "clause"
        )
    if not decision.reason:
        raise RuleBroken(
            lazy_gettext("Please tell the author the reason in your own words."), "reason"
        )
    decision.clause_id = clause_id


def _next_round(decision: Decision) -> int:
    """A wording can be hidden and restored several times; the unique constraint keeps order."""
    last = sa.select(sa.func.max(Decision.round)).where(
        Decision.revision_id == decision.revision_id, Decision.kind == decision.kind
    )
    return (db.session.scalar(last) or 0) + 1


def _store(actor: Person, decision: Decision) -> None:
    db.session.add(decision)
    db.session.flush()
    audit.record(actor, "decide", decision, outcome=decision.outcome.value)
