"""People, grants, sign-ins, throttle counters."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.lifecycle import (
    AccountState,
    ActKind,
    CodeKind,
    KeyPurpose,
    Recognition,
    Role,
    Scope,
)
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
    state: Mapped[AccountState] = mapped_column(Word(AccountState), default=AccountState.ACTIVE)
    created_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    factor_secret: Mapped[str | None] = mapped_column(sa.String(200))  # sealed; None: no such step
    factor_step: Mapped[int | None]  # of the last code that was taken: none opens twice
    factor_excused_at: Mapped[datetime | None] = mapped_column(Moment)

    grants: Mapped[list[Grant]] = relationship(
        primaryjoin="and_(Person.id == Grant.person_id, Grant.closed_at.is_(None))",
        viewonly=True,
        lazy="select",  # a rollback expires it, and the page of a refused form still asks for roles
    )

    __table_args__ = (one_of("state", AccountState),)

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


class SpareCode(Base):
    """Takes the place of the app's code once. Its keyed hash is stored, never the code."""

    __tablename__ = "spare_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (sa.UniqueConstraint("person_id", "code_hash"),)


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


class RecoveryCode(Base):
    """Opens an account whose password was forgotten, once. The keyed hash is stored; ``nonce``,
    from which the code can be made again, only while it is shown."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[CodeKind] = mapped_column(Word(CodeKind))
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    nonce: Mapped[bytes | None] = mapped_column(sa.LargeBinary(16))
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)  # used, or replaced by a later one
    # Of a paper code: until when, who handed it over, why, how the person was recognised.
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(sa.String(300))
    recognised: Mapped[Recognition | None] = mapped_column(Word(Recognition))

    __table_args__ = (
        sa.UniqueConstraint("person_id", "code_hash"),
        one_of("kind", CodeKind),
        one_of("recognised", Recognition),
        *[
            sa.CheckConstraint(f"(kind = 'paper') = ({column} IS NOT NULL)", name=f"paper_{column}")
            for column in ("expires_at", "made_by_id", "reason", "recognised")
        ],
        sa.CheckConstraint("made_by_id <> person_id", name="paper_by_another"),
        sa.Index(
            "ix_recovery_code_paper",  # the newest alone
            "person_id",
            unique=True,
            sqlite_where=sa.text("kind = 'paper' AND ended_at IS NULL"),
            postgresql_where=sa.text("kind = 'paper' AND ended_at IS NULL"),
        ),
        sa.Index(
            "ix_recovery_code_shown",
            "made_at",
            sqlite_where=sa.text("nonce IS NOT NULL"),
            postgresql_where=sa.text("nonce IS NOT NULL"),
        ),
    )


class MailKey(Base):
    """A link that was asked for by mail, made at sending from ``nonce``; its hash is stored.

    ``person_id`` is NULL when nobody was found: asking takes as long then."""

    __tablename__ = "mail_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    purpose: Mapped[KeyPurpose] = mapped_column(Word(KeyPurpose))
    nonce: Mapped[bytes] = mapped_column(sa.LargeBinary(16))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (one_of("purpose", KeyPurpose),)


class Throttle(Base):
    """How often something was tried in the running window, by account or address hash."""

    __tablename__ = "throttle"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(32))
    key: Mapped[str] = mapped_column(sa.String(80))
    window_start: Mapped[datetime] = mapped_column(Moment)
    count: Mapped[int]

    __table_args__ = (sa.UniqueConstraint("kind", "key"),)


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
