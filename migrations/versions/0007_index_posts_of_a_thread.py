"""Index whose posts stand in a thread: a page asks for the offices' and for its reader's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OFFICE = sa.text("author_kind = 'office'")


def upgrade() -> None:
    op.drop_index("ix_post_author_id", table_name="post")
    op.create_index("ix_post_author", "post", ["author_id", "thread_id"])
    op.create_index(
        "ix_post_office", "post", ["thread_id"], sqlite_where=OFFICE, postgresql_where=OFFICE
    )


def downgrade() -> None:
    op.drop_index("ix_post_office", table_name="post")
    op.drop_index("ix_post_author", table_name="post")
    op.create_index("ix_post_author_id", "post", ["author_id"])
