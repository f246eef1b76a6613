"""Create the row in which an installation says what it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = {
    "name": 160,
    "short_name": 60,
    "authority": 160,
    "content_officer": 80,
    "content_officer_position": 160,
    "address": 300,
    "telephone": 60,
    "email": 254,
    "office_hours": 300,
    "licence": 300,
    "data_contact": 600,
    "legal_contact": 1200,
    "indigo": 7,
    "leaf": 7,
    "emblem_hash": 16,
    "mail_address": 254,
}


def upgrade() -> None:
    site = op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *[sa.Column(name, sa.String(length=size), nullable=False) for name, size in WORDS.items()],
        sa.Column("emblem", sa.LargeBinary(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_wanted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_one_row")),
        sa.CheckConstraint(
            "(emblem IS NULL) = (emblem_hash = '')", name=op.f("ck_site_emblem_and_hash")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.bulk_insert(site, [{"id": 1, "version": 1, "sample": False, **dict.fromkeys(WORDS, "")}])


def downgrade() -> None:
    op.drop_table("site")
