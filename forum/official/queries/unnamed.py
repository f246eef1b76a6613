"""Which acts of the audit table would tell who sent a question without a name, or a letter that
nobody but the offices reads."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.audit.models import AuditRow
from forum.official.lifecycle import Visibility
from forum.official.models import Question
from forum.threads.models import Post, Revision

BY_SENDER = ("ask", "issue_receipt", "end_mails")
BESIDE = 6  # a sending writes fewer rows than this, one behind the other


def sent_unnamed() -> sa.ColumnElement[bool]:
    """Condition on AuditRow: the act of the sender, or one that stands right before it."""
    later = aliased(AuditRow)
    beside = (
        sa.select(later.id)
        .where(later.id > AuditRow.id, later.id < AuditRow.id + BESIDE)
        .where(later.actor_kind == "person", later.actor_id == AuditRow.actor_id, _sent(later))
        .correlate(AuditRow)
        .exists()
    )
    accepting = sa.and_(AuditRow.act == "accept_rules", beside)
    return sa.and_(AuditRow.actor_kind == "person", sa.or_(_sent(AuditRow), accepting))


def _sent(row: Any) -> sa.ColumnElement[bool]:
    """The row is about the sender's own question, its receipt or one of its wordings."""
    # Who asked is forgotten with the account: of a post the author stands, and of a letter nobody
    # else did these acts, for a guest is no person.
    letter = sa.and_(Question.asked_by_id.is_(None), Question.post_id.is_(None))
    asked = (
        sa.select(Question.id)
        .outerjoin(Post, Post.id == Question.post_id)
        .where(Question.visibility != Visibility.PUBLIC)
        .where(
            sa.or_(
                Question.asked_by_id == row.actor_id,
                Post.author_id == row.actor_id,
                sa.and_(letter, row.act.in_(BY_SENDER)),
            )
        )
    )
    written = (
        sa.select(Revision.id)
        .join(Post, Post.id == Revision.post_id)
        .where(Post.author_id == row.actor_id, Post.named.is_(False))
    )
    about = (
        ("question", asked.where(Question.id == row.thing_id)),
        ("receipt", asked.where(Question.receipt_id == row.thing_id)),
        ("revision", written.where(Revision.id == row.thing_id)),
    )
    return sa.or_(
        *(sa.and_(row.thing_kind == kind, query.correlate(row).exists()) for kind, query in about)
    )
