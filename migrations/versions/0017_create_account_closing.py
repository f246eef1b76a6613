"""Create the table of accounts that their owners closed or deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=32), nullable=False),
        sa.Column("with_texts", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "was IN ('active', 'suspended')", name=op.f("ck_account_closing_open_before")
        ),
        sa.CheckConstraint("due_at >= closed_at", name=op.f("ck_account_closing_due_after")),
        sa.CheckConstraint(
            "deleted_at IS NULL OR deleted_at >= due_at",
            name=op.f("ck_account_closing_deleted_when_due"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_account_closing_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_closing")),
        sa.UniqueConstraint("person_id", name=op.f("uq_account_closing_person_id")),
    )


def downgrade() -> None:
    op.drop_table("account_closing")
