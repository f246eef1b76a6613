"""Create the photos and documents that are sent along with texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATES = "state IN ('begun', 'sent', 'gone')"
BEGUN = sa.text("state = 'begun'")


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_attachment_state_word")),
        sa.CheckConstraint("kind IN ('image', 'pdf')", name=op.f("ck_attachment_kind_word")),
        sa.CheckConstraint(
            "state <> 'sent' OR post_id IS NOT NULL", name=op.f("ck_attachment_sent_with_post")
        ),
        sa.CheckConstraint("place <> ''", name=op.f("ck_attachment_place_said")),
        sa.CheckConstraint("bytes > 0 AND taken >= bytes", name=op.f("ck_attachment_not_empty")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attachment_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_attachment_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("name", name=op.f("uq_attachment_name")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachment_person", "attachment", ["person_id", "place"])
    op.create_index("ix_attachment_post", "attachment", ["post_id"])
    op.create_index(
        "ix_attachment_begun",
        "attachment",
        ["created_at"],
        sqlite_where=BEGUN,
        postgresql_where=BEGUN,
    )
    op.add_column("revision", sa.Column("attachments", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("revision", "attachments")
    op.drop_index("ix_attachment_begun", table_name="attachment")
    op.drop_index("ix_attachment_post", table_name="attachment")
    op.drop_index("ix_attachment_person", table_name="attachment")
    op.drop_table("attachment")
