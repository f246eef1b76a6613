"""Forms already answered, so that a second sending gives the first one's answer."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment


class AnsweredForm(Base):
    """One finished write: who sent it, its key, where the answer led. Kept IDEMPOTENCY_DAYS."""

    __tablename__ = "answered_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(sa.String(80))
    key: Mapped[str] = mapped_column(sa.String(64))
    url: Mapped[str] = mapped_column(sa.String(500))
    at: Mapped[datetime] = mapped_column(Moment, index=True)

    __table_args__ = (sa.UniqueConstraint("owner", "key"),)
