"""A version of the rules with its articles, clauses and points; who accepted which version."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Base, Moment, Word, one_of


class RuleState(enum.StrEnum):
    """draft → in_force → replaced; exactly one version is in force (partial unique index)."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


class RuleVersion(Base):
    """One issue of the rules. Its text never changes once it is in force."""

    __tablename__ = "rule_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    state: Mapped[RuleState] = mapped_column(Word(RuleState))
    is_model: Mapped[bool]  # a model text, not yet issued by an authority
    decision: Mapped[str] = mapped_column(sa.String(120), default="")
    decided_on: Mapped[date | None]
    signer: Mapped[str] = mapped_column(sa.String(160), default="", server_default="")  # position
    effective_from: Mapped[date | None]
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)  # language tag → text
    note: Mapped[dict[str, str]] = mapped_column(sa.JSON)

    articles: Mapped[list[Article]] = relationship(order_by="Article.number")

    __table_args__ = (
        one_of("state", RuleState),
        sa.Index(
            "uq_rule_version_in_force",
            "state",
            unique=True,
            sqlite_where=sa.text("state = 'in_force'"),
            postgresql_where=sa.text("state = 'in_force'"),
        ),
    )


class Article(Base):
    """Điều. ``chapter_title`` stands above the first article of each chapter."""

    __tablename__ = "rule_article"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_version.id"))
    number: Mapped[int]
    chapter: Mapped[int]
    chapter_title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)

    clauses: Mapped[list[Clause]] = relationship(order_by="Clause.number", back_populates="article")

    __table_args__ = (sa.UniqueConstraint("version_id", "number"),)


class Clause(Base):
    """Khoản. A ``citable`` clause can be the reason of a decision: it has a label and a remedy."""

    __tablename__ = "rule_clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_article.id"), index=True)
    number: Mapped[int]
    citable: Mapped[bool]
    text: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    label: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    remedy: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    points: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON)  # letter and a text by tag

    article: Mapped[Article] = relationship(back_populates="clauses")

    __table_args__ = (sa.UniqueConstraint("article_id", "number"),)

    @property
    def anchor(self) -> str:
        """Fragment of the address at ``/quy-che``: ``dieu-7-khoan-2``."""
        return f"dieu-{self.article.number}-khoan-{self.number}"


class Acceptance(Base):
    """A person accepted a version."""

    __tablename__ = "rule_acceptance"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_version.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (sa.UniqueConstraint("person_id", "version_id"),)
