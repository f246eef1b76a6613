"""The subjects of the forum."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment, Word, one_of
from forum.threads.lifecycle import CategoryMode, Posting


class Category(Base):
    """A subject of the forum, with its way of reviewing."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(64), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(sa.JSON)  # language tag → text
    description: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    position: Mapped[int] = mapped_column(default=0)
    mode: Mapped[CategoryMode] = mapped_column(Word(CategoryMode))
    posting: Mapped[Posting] = mapped_column(Word(Posting), default=Posting.MEMBERS)

    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("category.id"))  # one level deep
    archived_at: Mapped[datetime | None] = mapped_column(Moment)  # readable, nothing new begins
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (
        one_of("mode", CategoryMode),
        one_of("posting", Posting),
        sa.CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )


class FormerSlug(Base):
    """An address that a category had before: it leads to the present one."""

    __tablename__ = "category_former_slug"

    slug: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"))
