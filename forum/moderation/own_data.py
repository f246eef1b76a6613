"""What this room stores about a person."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.moderation.models import Decision
from forum.rules.models import Article, Clause, RuleVersion
from forum.threads.models import Post, Revision


def decisions(person_id: int) -> Iterator[Record]:
    """Every decision about an own text, with its reason and the place in the rules; not whose."""
    query = (
        sa.select(
            Revision.post_id,
            Decision.revision_id.label("wording_id"),
            Decision.kind,
            Decision.outcome,
            RuleVersion.number.label("rules_version"),
            Article.number.label("article"),
            Clause.number.label("clause"),
            Decision.reason,
            Decision.at,
        )
        .join(Revision, Revision.id == Decision.revision_id)
        .join(Post, Post.id == Revision.post_id)
        .join(RuleVersion, RuleVersion.id == Decision.rule_version_id)
        .outerjoin(Clause, Clause.id == Decision.clause_id)
        .outerjoin(Article, Article.id == Clause.article_id)
        .where(Post.author_id == person_id)
    )
    return records(query.order_by(Decision.id))


def decisions_made(person_id: int) -> Iterator[Record]:
    """What a moderator decided, without the reason: it speaks of somebody else's text."""
    query = sa.select(Decision.revision_id.label("wording_id"), Decision.kind, Decision.outcome)
    query = query.add_columns(Decision.at).where(Decision.decided_by_id == person_id)
    return records(query.order_by(Decision.id))
