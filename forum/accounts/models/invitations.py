"""Links that make an account with a role."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.lifecycle import Role
from forum.core.db import Base, Moment, Word


class Invitation(Base):
    """A link with which one person makes an account that holds ``role`` at once."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    scope_id: Mapped[int | None]  # an agency, as in a grant; None: everywhere
    note: Mapped[str] = mapped_column(sa.String(200))
    address: Mapped[str | None] = mapped_column(sa.String(254))  # while open, where it is mailed to
    nonce: Mapped[bytes | None] = mapped_column(sa.LargeBinary(16))  # gives the link at sending
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))  # who came of it

    __table_args__ = (
        sa.CheckConstraint("role IN ('moderator', 'staff', 'administrator')", name="role_word"),
        sa.CheckConstraint("(used_at IS NULL) = (person_id IS NULL)", name="used_by_somebody"),
        sa.CheckConstraint("used_at IS NULL OR withdrawn_at IS NULL", name="used_or_withdrawn"),
        sa.CheckConstraint("(address IS NULL) = (nonce IS NULL)", name="mailed_or_not"),
    )
