"""Create the codes and mailed links with which a person gets back in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

RECOGNISED = "'document', 'known', 'witness'"


def upgrade() -> None:
    op.add_column("person", sa.Column("email_confirmed_at", sa.DateTime(timezone=True)))
    op.create_index(op.f("ix_person_email"), "person", ["email"])
    _create_codes()
    op.create_table(
        "mail_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('reset', 'confirm')", name=op.f("ck_mail_key_purpose_word")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_key_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mail_key_token_hash")),
    )
    op.create_index(op.f("ix_mail_key_person_id"), "mail_key", ["person_id"])


def _create_codes() -> None:
    paper = ("expires_at", "made_by_id", "reason", "recognised")
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("recognised", sa.String(length=32), nullable=True),
        sa.CheckConstraint("kind IN ('sheet', 'paper')", name=op.f("ck_recovery_code_kind_word")),
        sa.CheckConstraint(
            f"recognised IN ({RECOGNISED})", name=op.f("ck_recovery_code_recognised_word")
        ),
        *[
            sa.CheckConstraint(
                f"(kind = 'paper') = ({column} IS NOT NULL)",
                name=op.f(f"ck_recovery_code_paper_{column}"),
            )
            for column in paper
        ],
        sa.CheckConstraint(
            "made_by_id <> person_id", name=op.f("ck_recovery_code_paper_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_recovery_code_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint(
            "person_id", "code_hash", name=op.f("uq_recovery_code_person_id_code_hash")
        ),
    )
    op.create_index(
        "ix_recovery_code_paper",
        "recovery_code",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'paper' AND ended_at IS NULL"),
        postgresql_where=sa.text("kind = 'paper' AND ended_at IS NULL"),
    )
    op.create_index(
        "ix_recovery_code_shown",
        "recovery_code",
        ["made_at"],
        sqlite_where=sa.text("nonce IS NOT NULL"),
        postgresql_where=sa.text("nonce IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("mail_key")
    op.drop_table("recovery_code")
    op.drop_index(op.f("ix_person_email"), table_name="person")
    op.drop_column("person", "email_confirmed_at")
