"""Decisions, made through the service that the forum uses."""

from __future__ import annotations

from forum.accounts.models import Person
from forum.core.db import db
from forum.moderation import service
from forum.moderation.lifecycle import FAVOURABLE, Outcome
from forum.moderation.models import Decision
from forum.rules.queries import citable_clauses
from forum.threads.models import Post, Revision
from tests.factories.people import make_moderator

REASON = "Trong bài có số điện thoại của hàng xóm."


def first_clause(revision: Revision) -> int:
    """The id of a clause that a decision about this wording may name."""
    return citable_clauses(revision.rule_version_id)[0].id


def judge(
    revision: Revision,
    outcome: Outcome,
    moderator: Person | None = None,
    *,
    reason: str = REASON,
) -> Decision:
    """The waiting wording is judged."""
    decision = service.decide(
        moderator or make_moderator(),
        revision,
        seen_version=revision.version,
        outcome=outcome,
        clause_id=None if outcome in FAVOURABLE else first_clause(revision),
        reason="" if outcome in FAVOURABLE else reason,
    )
    db.session.commit()
    return decision


def show_or_hide(
    post: Post, outcome: Outcome, moderator: Person | None = None, *, reason: str = REASON
) -> Decision:
    """The post is hidden, restored or removed."""
    wording = db.session.get_one(Revision, post.published_revision_id)
    decision = service.change_visibility(
        moderator or make_moderator(),
        post,
        seen_version=post.version,
        outcome=outcome,
        clause_id=None if outcome in FAVOURABLE else first_clause(wording),
        reason="" if outcome in FAVOURABLE else reason,
    )
    db.session.commit()
    return decision
