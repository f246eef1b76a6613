"""Ways back into an account."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.lifecycle import CodeKind, KeyPurpose, Recognition
from forum.core.db import Base, Moment, Word, one_of


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
