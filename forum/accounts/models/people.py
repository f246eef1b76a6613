"""People and the roles they are granted."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.lifecycle import AccountState, Role, Scope, TextSize
from forum.core.db import Base, Moment, Word, one_of


class Person(Base, UserMixin):
    """An account. ``display_name`` is what others see; the sign-in name stays private."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(sa.String(64))
    username_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    display_name: Mapped[str] = mapped_column(sa.String(80))
    display_key: Mapped[str] = mapped_column(sa.String(160), index=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    email: Mapped[str | None] = mapped_column(sa.String(254), index=True)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    phone: Mapped[str | None] = mapped_column(sa.String(20))
    language: Mapped[str | None] = mapped_column(sa.String(20))
    text_size: Mapped[TextSize | None] = mapped_column(Word(TextSize))
    state: Mapped[AccountState] = mapped_column(Word(AccountState), default=AccountState.ACTIVE)
    created_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    factor_secret: Mapped[str | None] = mapped_column(sa.String(200))  # sealed; None: no such step
    factor_step: Mapped[int | None]  # of the last code that was taken: none opens twice
    factor_excused_at: Mapped[datetime | None] = mapped_column(Moment)
    renamed_at: Mapped[datetime | None] = mapped_column(Moment)  # the name shown to others
    new_email: Mapped[str | None] = mapped_column(sa.String(254))  # until it is confirmed

    grants: Mapped[list[Grant]] = relationship(
        primaryjoin="and_(Person.id == Grant.person_id, Grant.closed_at.is_(None))",
        viewonly=True,
        lazy="select",  # a rollback expires it, and the page of a refused form still asks for roles
    )

    __table_args__ = (one_of("state", AccountState), one_of("text_size", TextSize))

    kind = "person"
    is_person = True

    @property
    def actor_id(self) -> int:
        return self.id

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)


class Grant(Base):
    """A person is allowed a role in a scope from ``opened_at`` until ``closed_at``."""

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    scope: Mapped[Scope] = mapped_column(Word(Scope), default=Scope.FORUM)
    scope_id: Mapped[int | None]  # no foreign key: scopes live in rooms above
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    opened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    __table_args__ = (
        one_of("role", Role),
        one_of("scope", Scope),
        sa.CheckConstraint("(scope = 'forum') = (scope_id IS NULL)", name="scope_has_id"),
        sa.CheckConstraint("closed_at IS NULL OR closed_at >= opened_at", name="closed_after"),
    )
