"""Keep when and by whom the rules were issued, beside the number of the decision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rule_version", sa.Column("decided_on", sa.Date(), nullable=True))
    op.add_column(
        "rule_version",
        sa.Column("signer", sa.String(length=160), nullable=False, server_default=""),
    )


def downgrade() -> None:
    op.drop_column("rule_version", "signer")
    op.drop_column("rule_version", "decided_on")
