"""What happened to a thread, and the numbers that posts had before they moved."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment, Word, one_of


class Happening(enum.StrEnum):
    """What the time line of a thread tells."""

    OPENED = "opened"
    APPROVED = "approved"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    MODE = "mode"
    MOVED = "moved"  # to another category
    MERGED = "merged"  # another thread was joined to this one
    SPLIT = "split"  # posts left for a thread of their own
    BEGUN = "begun"  # of posts that left another thread
    POST_HIDDEN = "post_hidden"
    POST_RESTORED = "post_restored"
    POST_REMOVED = "post_removed"
    OFFICE_REPLY = "office_reply"
    SUMMARISED = "summarised"
    SUMMARY_WITHDRAWN = "summary_withdrawn"


class By(enum.StrEnum):
    """In which role somebody acted on a thread."""

    MEMBER = "member"
    GUEST = "guest"
    BOARD = "board"
    OFFICE = "office"
    IMPORT = "import"


class FormerPlace(Base):
    """Post ``post_id`` was number ``number`` of this thread: whoever asks for it is led on."""

    __tablename__ = "former_place"

    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("thread.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id"), index=True)

    __table_args__ = (sa.CheckConstraint("number > 0", name="number"),)


class ThreadEvent(Base):
    """One line of a thread's time line. ``by_role`` says in which role, never who; ``detail`` holds
    numbers, ids and names of categories, never a person's words."""

    __tablename__ = "thread_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("thread.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[Happening] = mapped_column(Word(Happening))
    by_role: Mapped[By] = mapped_column(Word(By))
    detail: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    __table_args__ = (
        one_of("kind", Happening),
        one_of("by_role", By),
        sa.Index("ix_thread_event_thread_id", "thread_id", "id"),
    )
