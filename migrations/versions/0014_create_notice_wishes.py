"""Create how people want to be told of news, and the digests that were made of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MATTERS = "matter IN ('own', 'answers', 'followed', 'mentions', 'duties', 'security')"
CHANNELS = "channel IN ('inbox', 'at_once', 'daily', 'weekly')"
RHYTHMS = "rhythm IN ('daily', 'weekly')"


def upgrade() -> None:
    op.create_table(
        "notice_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(MATTERS, name=op.f("ck_notice_wish_matter_word")),
        sa.CheckConstraint(CHANNELS, name=op.f("ck_notice_wish_channel_word")),
        sa.CheckConstraint("matter <> 'security'", name=op.f("ck_notice_wish_security_is_told")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_wish_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_wish")),
        sa.UniqueConstraint("person_id", "matter", name=op.f("uq_notice_wish_person_id_matter")),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(length=32), nullable=False),
        sa.Column("until_notice_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(RHYTHMS, name=op.f("ck_digest_rhythm_word")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint(
            "person_id",
            "rhythm",
            "until_notice_id",
            name=op.f("uq_digest_person_id_rhythm_until_notice_id"),
        ),
    )


def downgrade() -> None:
    op.drop_table("digest")
    op.drop_table("notice_wish")
