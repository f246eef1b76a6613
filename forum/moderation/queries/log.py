"""The public log: what was decided and under which clause, never whose text or what it said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from forum.core import clock
from forum.core.db import Moment, db, rows
from forum.moderation.lifecycle import DecisionKind, Outcome
from forum.moderation.models import Decision
from forum.rules.models import Clause, RuleVersion
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.visibility import public_posts


@dataclass(frozen=True)
class LogFigures:
    """The head of the log. ``decided`` and ``median_wait`` are of the running month in Vietnam."""

    waiting: int
    oldest: datetime | None
    decided: Counter[Outcome]
    median_wait: timedelta | None


def public_log(before: int | None, size: int) -> Sequence[Any]:
    """Up to ``size`` decisions older than the decision ``before``, newest first; publications are
    counted in ``log_figures``, not listed.

    ``post_id`` is given only for a decision about a post's visibility, and only while everybody
    can read the post: a line about an unpublished wording must not lead to its author.
    """
    clause = aliased(Clause, name="clause")
    rule_version = aliased(RuleVersion, name="rule_version")
    about_post = sa.and_(Decision.kind == DecisionKind.VISIBILITY, public_posts())
    query = (
        sa.select(
            Decision.id,
            Decision.at,
            Decision.outcome,
            Decision.kind,
            clause,
            rule_version,
            Revision.created_at.label("sent_at"),
            sa.case((about_post, Post.id)).label("post_id"),
            sa.case((about_post, Post.number)).label("post_number"),
        )
        .join(Revision, Revision.id == Decision.revision_id)
        .join(Post, Post.id == Revision.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(rule_version, rule_version.id == Decision.rule_version_id)
        .outerjoin(clause, clause.id == Decision.clause_id)
        .where(Decision.outcome != Outcome.APPROVE)
        .options(joinedload(clause.article))
    )
    if before is not None:
        query = query.where(Decision.id < before)
    return db.session.execute(query.order_by(Decision.id.desc()).limit(size)).all()


_review_waits = (
    sa.select(Decision.at, Revision.created_at)
    .join(Revision, Revision.id == Decision.revision_id)
    .where(
        Decision.kind == DecisionKind.REVIEW,
        Decision.at >= sa.bindparam("since", type_=Moment()),
    )
)


def review_waits(since: datetime) -> list[timedelta]:
    """How long each text that was judged since then had waited."""
    return [row.at - row.created_at for row in rows(_review_waits, since=since)]


def decided_between(start: datetime, end: datetime) -> Counter[Outcome]:
    """How many reviews ended how, of the whole board."""
    query = (
        sa.select(Decision.outcome, sa.func.count())
        .where(Decision.kind == DecisionKind.REVIEW, Decision.at >= start, Decision.at < end)
        .group_by(Decision.outcome)
    )
    return Counter({row[0]: row[1] for row in db.session.execute(query)})


def log_figures() -> LogFigures:
    """What waits now, and how this month went. Reads two columns of the month's reviews: a few
    thousand rows at most."""
    start = clock.local(clock.now()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    month = (
        sa.select(Decision.outcome, Decision.kind, Decision.at, Revision.created_at)
        .join(Revision, Revision.id == Decision.revision_id)
        .where(Decision.at >= start)
    )
    rows = db.session.execute(month).all()
    waits = [row.at - row.created_at for row in rows if row.kind is DecisionKind.REVIEW]
    count, oldest = db.session.execute(
        sa.select(sa.func.count(), sa.func.min(Revision.created_at)).where(
            Revision.state == RevisionState.PENDING
        )
    ).one()
    return LogFigures(
        waiting=count,
        oldest=oldest,
        decided=Counter(row.outcome for row in rows),
        median_wait=median(waits) if waits else None,
    )
