"""Create the table of unfinished texts, and the index by which a repeated text is noticed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place <> ''", name=op.f("ck_draft_place_said")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_draft_version_counted")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "place", name=op.f("uq_draft_person_id_place")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_changed", "draft", ["changed_at"])
    op.create_index("ix_post_author_created", "post", ["author_id", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_post_author_created", table_name="post")
    op.drop_index("ix_draft_changed", table_name="draft")
    op.drop_table("draft")
