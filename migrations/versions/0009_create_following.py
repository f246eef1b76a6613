"""Create what a person has read, keeps and follows; whoever opened a thread follows it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = "kind IN ('thread', 'category', 'question', 'explanation')"
OPENERS = """
    INSERT INTO subscription (person_id, kind, ref_id, at)
    SELECT author_id, 'thread', thread_id, created_at FROM post
    WHERE opening AND author_id IS NOT NULL
"""


def upgrade() -> None:
    _create_read_mark()
    _create_bookmark()
    _create_subscription()
    op.execute(OPENERS)
    op.add_column("notice", sa.Column("more", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("notice", "more")
    op.drop_table("subscription")
    op.drop_table("bookmark")
    op.drop_table("read_mark")


def _create_read_mark() -> None:
    op.create_table(
        "read_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_read_mark_number")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_read_mark_person_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_read_mark_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_mark")),
        sa.UniqueConstraint(
            "person_id", "thread_id", name=op.f("uq_read_mark_person_id_thread_id")
        ),
    )
    op.create_index(op.f("ix_read_mark_thread_id"), "read_mark", ["thread_id"])


def _create_bookmark() -> None:
    op.create_table(
        "bookmark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_bookmark_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_bookmark_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookmark")),
        sa.UniqueConstraint("person_id", "post_id", name=op.f("uq_bookmark_person_id_post_id")),
    )
    op.create_index(op.f("ix_bookmark_post_id"), "bookmark", ["post_id"])


def _create_subscription() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("ref_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_subscription_kind_word")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_subscription_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(
            "person_id", "kind", "ref_id", name=op.f("uq_subscription_person_id_kind_ref_id")
        ),
    )
    op.create_index("ix_subscription_thing", "subscription", ["kind", "ref_id"])
