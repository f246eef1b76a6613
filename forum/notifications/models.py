"""Notices in a person's inbox, the ways in which their reader wants to be told, digests."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment, Word, one_of
from forum.notifications.lifecycle import Channel, Matter, Rhythm


class Notice(Base):
    """One piece of news for one person. ``word`` chooses the text, ``ref_id`` what it is about;
    the words themselves are made when it is read, from what stands then."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    word: Mapped[str] = mapped_column(sa.String(48))
    ref_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    more: Mapped[int] = mapped_column(default=0, server_default="0")  # further posts of the thread

    __table_args__ = (
        sa.Index("ix_notice_person", "person_id", "id"),
        sa.Index(
            "ix_notice_unread",
            "person_id",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        ),
    )


class NoticeWish(Base):
    """How a person wants to be told of a matter; without a row the default holds.

    What is older than ``since`` was told in another way, and stands in no digest.
    """

    __tablename__ = "notice_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    matter: Mapped[Matter] = mapped_column(Word(Matter))
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    since: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        sa.UniqueConstraint("person_id", "matter"),
        one_of("matter", Matter),
        one_of("channel", Channel),
        sa.CheckConstraint("matter <> 'security'", name="security_is_told"),
    )


class QuietReceipt(Base):
    """The guest of this receipt ended the mails about it; the answer stands under its code."""

    __tablename__ = "quiet_receipt"

    receipt_id: Mapped[int] = mapped_column(sa.ForeignKey("receipt.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Digest(Base):
    """One mail with a person's news up to the notice ``until_notice_id``, which may be gone by
    now. Two workers cannot make the same one."""

    __tablename__ = "digest"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    rhythm: Mapped[Rhythm] = mapped_column(Word(Rhythm))
    until_notice_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        sa.UniqueConstraint("person_id", "rhythm", "until_notice_id"),
        one_of("rhythm", Rhythm),
    )
