"""One row: what this installation says about itself."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column

from forum.core.db import Base, Moment

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

    __table_args__ = (
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.CheckConstraint("(emblem IS NULL) = (emblem_hash = '')", name="emblem_and_hash"),
    )
