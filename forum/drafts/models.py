"""What a member is writing and has not sent."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment


class Draft(Base):
    """An unfinished text. ``place`` says what is written: ``thread``, ``ask``, ``reply:`` and the
    thread's number, ``edit:`` and the post's; a person has one in each place.

    ``version`` is what a page saw: the page that saw an older one does not write over this.
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    place: Mapped[str] = mapped_column(sa.String(40))
    fields: Mapped[dict[str, str]] = mapped_column(sa.JSON)  # name of a field → what stood in it
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        sa.UniqueConstraint("person_id", "place"),
        sa.CheckConstraint("place <> ''", name="place_said"),
        sa.CheckConstraint("version >= 1", name="version_counted"),
        sa.Index("ix_draft_changed", "changed_at"),
        {"sqlite_autoincrement": True},
    )
