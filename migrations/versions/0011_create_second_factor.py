"""Add the second step of signing in, what a sign-in shows its owner, and invitations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("person", sa.Column("factor_secret", sa.String(length=200), nullable=True))
    op.add_column("person", sa.Column("factor_step", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("factor_excused_at", MOMENT, nullable=True))
    op.add_column("sign_in", sa.Column("proved_at", MOMENT, nullable=True))
    op.add_column("sign_in", sa.Column("browser", sa.String(length=60), nullable=True))
    _create_spare_code()
    _create_invitation()


def _create_spare_code() -> None:
    op.create_table(
        "spare_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_spare_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spare_code")),
        sa.UniqueConstraint(
            "person_id", "code_hash", name=op.f("uq_spare_code_person_id_code_hash")
        ),
    )


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('moderator', 'staff', 'administrator')",
            name=op.f("ck_invitation_role_word"),
        ),
        sa.CheckConstraint(
            "(used_at IS NULL) = (person_id IS NULL)",
            name=op.f("ck_invitation_used_by_somebody"),
        ),
        sa.CheckConstraint(
            "used_at IS NULL OR withdrawn_at IS NULL",
            name=op.f("ck_invitation_used_or_withdrawn"),
        ),
        sa.CheckConstraint(
            "(address IS NULL) = (nonce IS NULL)", name=op.f("ck_invitation_mailed_or_not")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_invitation_created_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("invitation")
    op.drop_table("spare_code")
    op.drop_column("sign_in", "browser")
    op.drop_column("sign_in", "proved_at")
    op.drop_column("person", "factor_excused_at")
    op.drop_column("person", "factor_step")
    op.drop_column("person", "factor_secret")
