"""Addresses that were given up."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment


class FormerAddress(Base):
    """Where the account's mails went before: that it changed is told there, and if a stranger did
    it, the owner hears of it. Kept for some weeks."""

    __tablename__ = "former_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    address: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (sa.CheckConstraint("address <> ''", name="address"),)
