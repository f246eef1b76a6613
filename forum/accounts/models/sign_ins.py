"""Signed-in browsers, and how often something was tried."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment


class SignIn(Base):
    """One signed-in browser. The token's hash is stored, never the token."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    proved_at: Mapped[datetime | None] = mapped_column(Moment)  # the password was last asked for
    browser: Mapped[str | None] = mapped_column(sa.String(60))  # its kind in plain words


class Throttle(Base):
    """How often something was tried in the running window, by account or address hash."""

    __tablename__ = "throttle"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(32))
    key: Mapped[str] = mapped_column(sa.String(80))
    window_start: Mapped[datetime] = mapped_column(Moment)
    count: Mapped[int]

    __table_args__ = (sa.UniqueConstraint("kind", "key"),)
