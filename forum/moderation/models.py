"""Decisions: append-only, each under the rule version in force when the text was sent."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.db import Base, Moment, Word, one_of
from forum.moderation.lifecycle import DecisionKind, Outcome
from forum.rules.models import Clause, RuleVersion
from forum.threads.models import Revision


class Decision(Base):
    """One judgement of one wording. Never changed; a later one may overturn it."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"))
    kind: Mapped[DecisionKind] = mapped_column(Word(DecisionKind))
    round: Mapped[int] = mapped_column(default=1)
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    overturns_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"))
    rule_version_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_version.id"))
    clause_id: Mapped[int | None] = mapped_column(sa.ForeignKey("rule_clause.id"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    decided_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, index=True)

    revision: Mapped[Revision] = relationship()
    clause: Mapped[Clause | None] = relationship()
    rule_version: Mapped[RuleVersion] = relationship()
    decided_by: Mapped[Person] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("revision_id", "kind", "round"),
        one_of("kind", DecisionKind),
        one_of("outcome", Outcome),
        sa.CheckConstraint(
            "outcome IN ('approve', 'restore') OR (clause_id IS NOT NULL AND reason <> '')",
            name="reasoned",
        ),
        sa.CheckConstraint(
            "kind = 'appeal' OR (kind = 'review') = (outcome IN ('approve', 'return', 'reject'))",
            name="outcome_of_kind",
        ),
    )
