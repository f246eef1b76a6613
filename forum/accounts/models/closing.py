"""Accounts that their owners closed or deleted."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.lifecycle import AccountState
from forum.core.db import Base, Moment, Word


class Closing(Base):
    """The account is closed and can be opened again until ``due_at``; once it is deleted, the row
    stays with nothing but moments. An account that was opened again has no row."""

    __tablename__ = "account_closing"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    was: Mapped[AccountState] = mapped_column(Word(AccountState))  # so that no suspension ends
    with_texts: Mapped[bool]  # the public texts are taken back, too
    closed_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        sa.CheckConstraint("was IN ('active', 'suspended')", name="open_before"),
        sa.CheckConstraint("due_at >= closed_at", name="due_after"),
        sa.CheckConstraint("deleted_at IS NULL OR deleted_at >= due_at", name="deleted_when_due"),
    )
