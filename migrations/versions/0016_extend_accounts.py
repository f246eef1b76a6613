"""Add what people choose about their pages and names, and addresses on their way in and out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# Written by hand: SQLite takes a constraint with a new column only inside of it, and making the
# table anew would take every foreign key to people along.
COLUMNS = (
    "text_size VARCHAR(32) CONSTRAINT ck_person_text_size_word"
    " CHECK (text_size IN ('large', 'larger'))",
    "renamed_at {moment}",
    "new_email VARCHAR(254)",
)


def upgrade() -> None:
    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    for column in COLUMNS:
        op.execute(f"ALTER TABLE person ADD COLUMN {column.format(moment=moment)}")
    op.create_table(
        "former_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("address <> ''", name=op.f("ck_former_address_address")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_former_address_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_address")),
    )


def downgrade() -> None:
    op.drop_table("former_address")
    for column in COLUMNS[::-1]:
        op.execute(f"ALTER TABLE person DROP COLUMN {column.split()[0]}")
