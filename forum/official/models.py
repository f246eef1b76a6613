"""Questions and the offices' texts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Person
from forum.core.db import Base, Moment, Word, one_of
from forum.official.lifecycle import Handling, TextKind, TextState, Visibility
from forum.places.models import Agency, Area
from forum.threads.models import Category, Post, Receipt, Thread


def _one_living(column: str) -> sa.Index:
    living = sa.text("state <> 'withdrawn'")
    name = f"uq_official_text_living_{column}"
    return sa.Index(name, column, unique=True, sqlite_where=living, postgresql_where=living)


def _one_summary(name: str, state: str) -> sa.Index:
    those = sa.text(f"kind = 'summary' AND state {state}")
    return sa.Index(
        f"uq_official_text_summary_{name}",
        "about_thread_id",
        unique=True,
        sqlite_where=those,
        postgresql_where=those,
    )


class Question(Base):
    """A duty to answer. It points at one public post, or holds a private letter itself."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id"), unique=True)
    letter_source: Mapped[str | None] = mapped_column(sa.Text)
    letter_html: Mapped[str | None] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(20))
    receipt_id: Mapped[int] = mapped_column(sa.ForeignKey("receipt.id"), unique=True)
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    rule_version_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_version.id"))
    visibility: Mapped[Visibility] = mapped_column(Word(Visibility))
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"))
    area_id: Mapped[int | None] = mapped_column(sa.ForeignKey("area.id"))
    agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    handling: Mapped[Handling] = mapped_column(Word(Handling), default=Handling.RECEIVED)
    received_at: Mapped[datetime] = mapped_column(Moment)  # the clock starts on sending
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    # Files of a letter, as ``Revision.attachments`` has those of a post.
    attachments: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON(none_as_null=True))
    version: Mapped[int] = mapped_column()

    post: Mapped[Post | None] = relationship()
    receipt: Mapped[Receipt] = relationship()
    category: Mapped[Category] = relationship()
    area: Mapped[Area | None] = relationship()
    agency: Mapped[Agency | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        one_of("visibility", Visibility),
        one_of("handling", Handling),
        sa.CheckConstraint(
            "(post_id IS NULL) = (letter_source IS NOT NULL)", name="post_or_letter"
        ),
        sa.CheckConstraint("post_id IS NOT NULL OR visibility = 'private'", name="letter_private"),
        sa.CheckConstraint("handling <> 'answered' OR answered_at IS NOT NULL", name="answered"),
        sa.CheckConstraint(
            "attachments IS NULL OR letter_source IS NOT NULL", name="files_of_letter"
        ),
        sa.Index("ix_question_handling", "handling", "received_at"),
    )


class OfficialText(Base):
    """A reply, clarification, explanation or summary of an office, from draft to publication."""

    __tablename__ = "official_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TextKind] = mapped_column(Word(TextKind))
    state: Mapped[TextState] = mapped_column(Word(TextState), default=TextState.DRAFT)
    question_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question.id"), index=True)
    about_post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id"), index=True)
    about_thread_id: Mapped[int | None] = mapped_column(sa.ForeignKey("thread.id"), index=True)
    covers: Mapped[int | None]  # a summary says what stands up to the post with this number
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id"), unique=True)
    slug: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    claim: Mapped[str] = mapped_column(sa.String(300), default="")  # what a clarification is about
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    source: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    renderer: Mapped[int]
    language: Mapped[str] = mapped_column(sa.String(20), default="vi")
    sources: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    legal_basis: Mapped[str] = mapped_column(sa.Text, default="")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    attachments: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON(none_as_null=True))
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("agency.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    approver_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    approver_position: Mapped[str] = mapped_column(sa.String(160), default="")
    return_note: Mapped[str] = mapped_column(sa.Text, default="")
    withdraw_reason: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()

    question: Mapped[Question | None] = relationship()
    about_post: Mapped[Post | None] = relationship(foreign_keys=[about_post_id])
    about_thread: Mapped[Thread | None] = relationship()
    post: Mapped[Post | None] = relationship(foreign_keys=[post_id])
    agency: Mapped[Agency] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    approver: Mapped[Person | None] = relationship(foreign_keys=[approver_id])

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        one_of("kind", TextKind),
        one_of("state", TextState),
        sa.CheckConstraint("(kind = 'reply') = (question_id IS NOT NULL)", name="reply"),
        sa.CheckConstraint(
            "(kind = 'clarification') = (about_post_id IS NOT NULL)", name="clarification"
        ),
        sa.CheckConstraint("(kind = 'explanation') = (slug IS NOT NULL)", name="explanation"),
        sa.CheckConstraint("(kind = 'summary') = (about_thread_id IS NOT NULL)", name="summary"),
        sa.CheckConstraint("(kind = 'summary') = (covers IS NOT NULL)", name="covers"),
        sa.CheckConstraint("covers > 0", name="covers_posts"),
        sa.CheckConstraint("state <> 'replaced' OR covers IS NOT NULL", name="replaced"),
        sa.CheckConstraint("attachments IS NULL OR kind <> 'summary'", name="files"),
        sa.CheckConstraint(
            "approver_id IS NULL OR approver_id <> author_id", name="approved_by_another"
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'published', 'withdrawn', 'replaced'))"
            " = (approver_id IS NOT NULL AND approved_at IS NOT NULL)",
            name="approved",
        ),
        sa.CheckConstraint(
            "(state IN ('published', 'withdrawn', 'replaced')) = (published_at IS NOT NULL)",
            name="published",
        ),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        sa.Index("ix_official_text_kind_state", "kind", "state", "published_at"),
        # One living reply a question, one living clarification a post: of two officers who begin
        # at the same moment, one is told.
        _one_living("question_id"),
        _one_living("about_post_id"),
        # Of a thread's summaries one stands and one is in the making, however many were replaced.
        _one_summary("standing", "= 'published'"),
        _one_summary("unfinished", "IN ('draft', 'submitted', 'approved')"),
    )


class TextFile(Base):
    """A file belongs to an office's text: its gate is that of the text, until a post has both."""

    __tablename__ = "official_text_file"

    attachment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("attachment.id"), primary_key=True, autoincrement=False
    )
    text_id: Mapped[int] = mapped_column(sa.ForeignKey("official_text.id"), index=True)


class LetterFile(Base):
    """A file belongs to a private letter, which is no post."""

    __tablename__ = "letter_file"

    attachment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("attachment.id"), primary_key=True, autoincrement=False
    )
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id"), index=True)
