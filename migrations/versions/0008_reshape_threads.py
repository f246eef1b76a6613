"""Let threads be moved, merged and split: their own mode, where they went, the numbers that posts
had before, and a time line that begins with what is known of each thread."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = (
    "'opened', 'approved', 'locked', 'unlocked', 'pinned', 'unpinned', 'mode', 'moved', 'merged',"
    " 'split', 'begun', 'post_hidden', 'post_restored', 'post_removed', 'office_reply'"
)
ROLES = "'member', 'guest', 'board', 'office', 'import'"

# Written by hand: SQLite takes a constraint with a new column only inside of it, and making the
# table anew would take the posts' foreign keys along.
COLUMNS = (
    "mode VARCHAR(32) CONSTRAINT ck_thread_mode_word CHECK (mode IN ('before', 'after'))",
    "merged_into_id INTEGER CONSTRAINT fk_thread_merged_into_id REFERENCES thread (id)"
    " CONSTRAINT ck_thread_merged_unlisted"
    " CHECK (merged_into_id IS NULL OR first_published_at IS NULL)",
)
MERGED = sa.text("merged_into_id IS NOT NULL")

# Of older threads it is known by what kind of author they were opened.
OPENED = """
    INSERT INTO thread_event (thread_id, at, kind, by_role, detail)
    SELECT thread.id, thread.first_published_at, 'opened',
           CASE post.author_kind WHEN 'imported' THEN 'import' ELSE post.author_kind END, '{}'
    FROM thread JOIN post ON post.thread_id = thread.id AND post.opening
    WHERE thread.first_published_at IS NOT NULL
    ORDER BY thread.id
"""


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE thread ADD COLUMN {column}")
    op.create_index(
        "ix_thread_merged_into_id",
        "thread",
        ["merged_into_id"],
        sqlite_where=MERGED,
        postgresql_where=MERGED,
    )
    op.create_table(
        "former_place",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_former_place_number")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_former_place_thread_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_former_place_post_id")),
        sa.PrimaryKeyConstraint("thread_id", "number", name=op.f("pk_former_place")),
    )
    op.create_index(op.f("ix_former_place_post_id"), "former_place", ["post_id"])
    op.create_table(
        "thread_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("by_role", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_thread_event_kind_word")),
        sa.CheckConstraint(f"by_role IN ({ROLES})", name=op.f("ck_thread_event_by_role_word")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_thread_event_thread_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_event")),
    )
    op.create_index("ix_thread_event_thread_id", "thread_event", ["thread_id", "id"])
    op.execute(OPENED)


def downgrade() -> None:
    op.drop_table("thread_event")
    op.drop_table("former_place")
    op.drop_index("ix_thread_merged_into_id", table_name="thread")
    for column in ("merged_into_id", "mode"):
        op.execute(f"ALTER TABLE thread DROP COLUMN {column}")
