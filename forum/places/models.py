"""Areas and agencies, each valid from a day until a day: they are renamed and merged."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base


class Area(Base):
    """A commune, ward or village a text can be about. A text keeps the area as it was."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]


class Agency(Base):
    """An office that answers: a department, a division, another authority."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    name: Mapped[str] = mapped_column(sa.String(160))
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
