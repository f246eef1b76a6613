"""What the administration did to an account."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.lifecycle import ActKind, Role
from forum.core.db import Base, Moment, Word, one_of


class AccountAct(Base):
    """What an administrator did to an account, with the reason its owner is told; never changed."""

    __tablename__ = "account_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[ActKind] = mapped_column(Word(ActKind))
    role: Mapped[Role | None] = mapped_column(Word(Role))  # of the grant below
    grant_id: Mapped[int | None] = mapped_column(sa.ForeignKey("role_grant.id"))
    reason: Mapped[str] = mapped_column(sa.String(600))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        one_of("kind", ActKind),
        sa.CheckConstraint("reason <> ''", name="reason"),
        sa.CheckConstraint(
            "(grant_id IS NOT NULL) = (kind IN ('granted', 'withdrawn'))", name="of_a_grant"
        ),
    )
