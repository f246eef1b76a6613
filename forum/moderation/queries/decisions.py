"""What was decided, for authors and for the board."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.core.db import db
from forum.core.errors import NotFound
from forum.moderation.lifecycle import POST_STATE, DecisionKind, Outcome
from forum.moderation.models import Decision
from forum.rules.models import Clause
from forum.threads.models import Post, Revision

WITH_GROUNDS = (
    joinedload(Decision.clause).joinedload(Clause.article),
    joinedload(Decision.rule_version),
)


def decisions_on(revision_ids: Collection[int]) -> dict[int, Decision]:
    """Revision → the judgement that holds on it, with clause, article and rule version."""
    if not revision_ids:
        return {}
    query = (
        sa.select(Decision)
        .where(Decision.revision_id.in_(revision_ids), Decision.kind != DecisionKind.VISIBILITY)
        .options(*WITH_GROUNDS)
        .order_by(Decision.id)
    )
    return {decision.revision_id: decision for decision in db.session.scalars(query)}


def visibility_reasons(post_ids: Collection[int]) -> dict[int, Decision]:
    """Post that is hidden or removed now → the decision that closed it; none for a post that was
    taken back, also after it had been hidden. The clause is for everybody, the ``reason`` for the
    author alone."""
    if not post_ids:
        return {}
    query = (
        sa.select(Revision.post_id, Decision)
        .join(Revision, Revision.id == Decision.revision_id)
        .join(Post, Post.id == Revision.post_id)
        .where(Post.id.in_(post_ids), sa.or_(*map(_closed_by, (Outcome.HIDE, Outcome.REMOVE))))
        .options(*WITH_GROUNDS)
        .order_by(Decision.id)
    )
    return {row.post_id: row.Decision for row in db.session.execute(query)}


def _closed_by(outcome: Outcome) -> sa.ColumnElement[bool]:
    return sa.and_(Post.state == POST_STATE[outcome], Decision.outcome == outcome)


def decisions_about(post: Post) -> Sequence[Decision]:
    """Everything decided on any wording of the post, newest first, with who decided it."""
    query = (
        sa.select(Decision)
        .join(Revision, Revision.id == Decision.revision_id)
        .where(Revision.post_id == post.id)
        .options(*WITH_GROUNDS, joinedload(Decision.decided_by))
        .order_by(Decision.id.desc())
    )
    return db.session.scalars(query).all()


def published_wording(post: Post) -> Revision:
    """The wording that stands, or stood, in public; NotFound for a post that never was."""
    query = sa.select(Revision).where(Revision.id == post.published_revision_id)
    revision = db.session.scalar(query)
    if revision is None:
        raise NotFound("revision")
    return revision
