"""Index the audit table by act and by actor: its reading page looks for a few among many."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_row_act", "audit_row", ["act", "id"])
    op.create_index("ix_audit_row_actor", "audit_row", ["actor_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_audit_row_actor", table_name="audit_row")
    op.drop_index("ix_audit_row_act", table_name="audit_row")
