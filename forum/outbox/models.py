"""Facts and their deliveries."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Base, Moment, Word, one_of


class DeliveryState(enum.StrEnum):
    """waiting → done, or after too many attempts dead (an administrator sees and retries it)."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


class FactRow(Base):
    """A fact as written by the act's transaction; ``expanded_at`` once its deliveries exist."""

    __tablename__ = "outbox_fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    at: Mapped[datetime] = mapped_column(Moment)
    expanded_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        sa.Index(
            "ix_outbox_fact_waiting",
            "id",
            sqlite_where=sa.text("expanded_at IS NULL"),
            postgresql_where=sa.text("expanded_at IS NULL"),
        ),
    )


class Delivery(Base):
    """One reaction to one fact."""

    __tablename__ = "outbox_delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(sa.ForeignKey("outbox_fact.id"))
    reaction: Mapped[str] = mapped_column(sa.String(96))
    state: Mapped[DeliveryState] = mapped_column(Word(DeliveryState))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(Moment)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str | None] = mapped_column(sa.String(500))

    fact: Mapped[FactRow] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("fact_id", "reaction"),
        one_of("state", DeliveryState),
        sa.Index("ix_outbox_delivery_due", "state", "due_at"),
    )


class WorkerRound(Base):
    """One row: when a worker last went round; without any, none has run since the set-up."""

    __tablename__ = "worker_round"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
