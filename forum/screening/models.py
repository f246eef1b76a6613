"""Triggers as data: an administrator switches them and sets their thresholds."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base


class Trigger(Base):
    """A reason to hold a text. ``threshold`` is in the unit its finder names."""

    __tablename__ = "screening_trigger"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    threshold: Mapped[int] = mapped_column(default=0)
