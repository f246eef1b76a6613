"""What this installation says about itself, in one row; which settings and pages of text a province
changed."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column

from forum.core.db import Base, Moment, Word, one_of

THE_ROW = 1
# What ``describe_site`` takes, with the longest text that a column holds.
WORDS: dict[str, int] = {
    "name": 160,
    "short_name": 60,
    "authority": 160,
    "content_officer": 80,
    "content_officer_position": 160,
    "address": 300,
    "telephone": 60,
    "email": 254,
    "office_hours": 300,
    "licence": 300,
    "data_contact": 600,
    "legal_contact": 1200,
    "indigo": 7,
    "leaf": 7,
}


class Site(Base):
    """The migration makes the row; an empty word means that the setting or the default holds."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)  # what an administrator saw
    name: Mapped[str] = mapped_column(sa.String(160), default="")
    short_name: Mapped[str] = mapped_column(sa.String(60), default="")
    authority: Mapped[str] = mapped_column(sa.String(160), default="")
    content_officer: Mapped[str] = mapped_column(sa.String(80), default="")
    content_officer_position: Mapped[str] = mapped_column(sa.String(160), default="")
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    telephone: Mapped[str] = mapped_column(sa.String(60), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    office_hours: Mapped[str] = mapped_column(sa.String(300), default="")
    licence: Mapped[str] = mapped_column(sa.String(300), default="")
    data_contact: Mapped[str] = mapped_column(sa.String(600), default="")
    legal_contact: Mapped[str] = mapped_column(sa.String(1200), default="")
    indigo: Mapped[str] = mapped_column(sa.String(7), default="")  # #rrggbb, see colours.py
    leaf: Mapped[str] = mapped_column(sa.String(7), default="")
    emblem: Mapped[bytes | None] = deferred(mapped_column(sa.LargeBinary))  # a PNG, see emblem.py
    emblem_hash: Mapped[str] = mapped_column(sa.String(16), default="")
    sample: Mapped[bool] = mapped_column(default=False)  # the words are sample data
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    mail_address: Mapped[str] = mapped_column(sa.String(254), default="")  # of the last test mail
    mail_wanted_at: Mapped[datetime | None] = mapped_column(Moment)
    mail_taken_at: Mapped[datetime | None] = mapped_column(Moment)  # the mail server accepted one
    # The settings that differ from the shipped ones, by name; what changed when: TuningChange.
    tuned: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    tuned_version: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.CheckConstraint("(emblem IS NULL) = (emblem_hash = '')", name="emblem_and_hash"),
    )


class TuningChange(Base):
    """A setting was given another value, or with NULL the shipped one; rows are never changed."""

    __tablename__ = "tuning_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(64))  # of tunables.py
    value: Mapped[Any | None] = mapped_column(sa.JSON(none_as_null=True))
    reason: Mapped[str] = mapped_column(sa.String(300))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (sa.CheckConstraint("reason <> ''", name="reason"),)


class PageName(enum.StrEnum):
    """The pages whose shipped text a province may replace."""

    ABOUT = "about"
    ACCESSIBILITY = "accessibility"
    CONTACT = "contact"
    HELP = "help"
    PRIVACY = "privacy"


class PageText(Base):
    """One version of a page in one language; the newest holds, an empty one is the shipped text."""

    __tablename__ = "page_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[PageName] = mapped_column(Word(PageName))
    language: Mapped[str] = mapped_column(sa.String(20))
    number: Mapped[int]  # 1, 2, … of this page in this language
    source: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    renderer: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        sa.UniqueConstraint("page", "language", "number"),
        one_of("page", PageName),
        sa.CheckConstraint("(source = '') = (html = '')", name="source_and_html"),
    )
