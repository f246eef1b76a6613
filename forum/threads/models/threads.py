"""Threads, posts, revisions, receipts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Base, Moment, Word, one_of
from forum.threads.lifecycle import (
    AuthorKind,
    Basis,
    CategoryMode,
    PostState,
    RevisionState,
)
from forum.threads.models.categories import Category

# Numbers stand in addresses, notices and cookies: one that was deleted is never given again.
NUMBERED_ONCE = {"sqlite_autoincrement": True}


def _partial(name: str, column: str, rows: str) -> sa.Index:
    """An index of few rows, or of those alone that lists count."""
    where = sa.text(rows)
    return sa.Index(name, column, sqlite_where=where, postgresql_where=where)


class Receipt(Base):
    """Proof of one sent text. The tracking code is made from ``nonce`` and the secret key."""

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    nonce: Mapped[bytes] = mapped_column(sa.LargeBinary(16))
    code_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    contact: Mapped[str | None] = mapped_column(sa.String(254))  # where a guest wants the news
    language: Mapped[str] = mapped_column(sa.String(20))
    created_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = NUMBERED_ONCE


class Thread(Base):
    """A conversation. Its title is the title of the opening post's published revision.

    ``last_number``, ``replies`` and ``last_post_at`` are stored counters, owned by
    ``threads/publishing.py`` (docs/decisions/0007).
    """

    __tablename__ = "thread"

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"))
    source_id: Mapped[str | None] = mapped_column(sa.String(120), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    first_published_at: Mapped[datetime | None] = mapped_column(Moment)
    last_post_at: Mapped[datetime] = mapped_column(Moment)
    last_number: Mapped[int] = mapped_column(default=1)  # 1 is kept for the opening post
    replies: Mapped[int] = mapped_column(default=0)
    pinned_at: Mapped[datetime | None] = mapped_column(Moment)
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    mode: Mapped[CategoryMode | None] = mapped_column(Word(CategoryMode))  # None: its category's
    # Where its posts went; the row stays, so that its addresses lead there. Listed nowhere.
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("thread.id"))

    category: Mapped[Category] = relationship()

    __table_args__ = (
        sa.Index("ix_thread_category_last", "category_id", "last_post_at", "id"),
        sa.Index("ix_thread_last", "last_post_at", "id"),
        _partial("ix_thread_pinned", "pinned_at", "pinned_at IS NOT NULL"),
        _partial("ix_thread_readable", "category_id", "first_published_at IS NOT NULL"),
        _partial("ix_thread_merged_into_id", "merged_into_id", "merged_into_id IS NOT NULL"),
        one_of("mode", CategoryMode),
        sa.CheckConstraint(
            "merged_into_id IS NULL OR first_published_at IS NULL", name="merged_unlisted"
        ),
        NUMBERED_ONCE,
    )


class Post(Base):
    """One text in a thread: what readers see, and whose it is."""

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("thread.id"))
    opening: Mapped[bool] = mapped_column(default=False)
    number: Mapped[int | None]  # given at first publication: held texts leave no gap
    state: Mapped[PostState] = mapped_column(Word(PostState), default=PostState.UNPUBLISHED)
    author_kind: Mapped[AuthorKind] = mapped_column(Word(AuthorKind))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    receipt_id: Mapped[int | None] = mapped_column(sa.ForeignKey("receipt.id"), unique=True)
    agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency.id"))
    author_name: Mapped[str | None] = mapped_column(sa.String(80))  # of an imported post
    named: Mapped[bool] = mapped_column(default=True)  # False: public without the author's name
    area_id: Mapped[int | None] = mapped_column(sa.ForeignKey("area.id"))
    published_revision_id: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()

    thread: Mapped[Thread] = relationship()
    revisions: Mapped[list[Revision]] = relationship(
        back_populates="post", order_by="Revision.ordinal", foreign_keys="Revision.post_id"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["id", "published_revision_id"],
            ["revision.post_id", "revision.id"],
            name="fk_post_published_revision",
            use_alter=True,
        ),
        sa.UniqueConstraint("thread_id", "number"),
        one_of("state", PostState),
        one_of("author_kind", AuthorKind),
        sa.CheckConstraint(
            "state = 'unpublished' OR (published_revision_id IS NOT NULL AND number IS NOT NULL"
            " AND published_at IS NOT NULL)",
            name="published_with_revision",
        ),
        sa.CheckConstraint("(author_kind = 'member') = (author_id IS NOT NULL)", name="member"),
        sa.Index("ix_post_author", "author_id", "thread_id"),
        sa.Index("ix_post_author_created", "author_id", "created_at"),
        _partial("ix_post_office", "thread_id", "author_kind = 'office'"),
        sa.CheckConstraint("author_kind <> 'guest' OR receipt_id IS NOT NULL", name="guest"),
        sa.CheckConstraint("(author_kind = 'office') = (agency_id IS NOT NULL)", name="office"),
        sa.Index(
            "uq_post_opening",
            "thread_id",
            unique=True,
            sqlite_where=sa.text("opening"),
            postgresql_where=sa.text("opening"),
        ),
        NUMBERED_ONCE,
    )


class Revision(Base):
    """One immutable wording of a post: what is reviewed, cited and compared."""

    __tablename__ = "revision"

    # Part of the composite key below, which would otherwise switch numbering off.
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"))
    ordinal: Mapped[int]  # 1, 2, … within the post
    title: Mapped[str | None] = mapped_column(sa.String(200))  # of an opening post only
    source: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    renderer: Mapped[int]
    language: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[RevisionState] = mapped_column(Word(RevisionState))
    basis: Mapped[Basis | None] = mapped_column(Word(Basis))
    hold_reasons: Mapped[list[str]] = mapped_column(sa.JSON)
    rule_version_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_version.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)  # what a reviewer saw; any move raises it
    # What readers need to know of its files, so that a page asks nothing more; None: it has none.
    attachments: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON(none_as_null=True))

    post: Mapped[Post] = relationship(back_populates="revisions", foreign_keys=[post_id])

    __table_args__ = (
        sa.UniqueConstraint("post_id", "ordinal"),
        sa.UniqueConstraint("post_id", "id"),  # target of post's composite foreign key
        one_of("state", RevisionState),
        one_of("basis", Basis),
        sa.CheckConstraint("(state = 'approved') = (basis IS NOT NULL)", name="basis"),
        sa.CheckConstraint(
            "(state IN ('returned', 'rejected') OR COALESCE(basis IN ('review', 'appeal'), FALSE))"
            " = (decided_by_id IS NOT NULL AND decided_at IS NOT NULL)",
            name="judged",
        ),
        sa.CheckConstraint("(decided_by_id IS NULL) = (decided_at IS NULL)", name="judge_and_time"),
        sa.Index(
            "uq_revision_pending",
            "post_id",
            unique=True,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        ),
        sa.Index("ix_revision_state", "state", "id"),
        NUMBERED_ONCE,
    )
