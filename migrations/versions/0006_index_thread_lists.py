"""Index what lists ask again after every change: pinned threads, readable threads by category."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_thread_pinned": ("pinned_at", "pinned_at IS NOT NULL"),
    "ix_thread_readable": ("category_id", "first_published_at IS NOT NULL"),
}


def upgrade() -> None:
    for name, (column, rows) in INDEXES.items():
        where = sa.text(rows)
        op.create_index(name, "thread", [column], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name="thread")
