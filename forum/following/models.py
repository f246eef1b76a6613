"""Read marks, bookmarks, subscriptions: each belongs to one person and is shown to nobody else."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment, Word, one_of
from forum.following.lifecycle import Kind


class ReadMark(Base):
    """The person has seen the thread up to the post with this number."""

    __tablename__ = "read_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("thread.id"), index=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        sa.UniqueConstraint("person_id", "thread_id"),
        sa.CheckConstraint("number > 0", name="number"),
    )


class Bookmark(Base):
    """A post that the person wants to find again."""

    __tablename__ = "bookmark"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (sa.UniqueConstraint("person_id", "post_id"),)


class Subscription(Base):
    """The person wants to be told what happens in a thread, category, question or explanation."""

    __tablename__ = "subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    ref_id: Mapped[int]  # no foreign key: it leads to one of four tables
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        sa.UniqueConstraint("person_id", "kind", "ref_id"),
        one_of("kind", Kind),
        sa.Index("ix_subscription_thing", "kind", "ref_id"),
    )
