"""Create what the administrator's pages keep: order of categories, reasons of acts on accounts,
settings and page texts that a province changed, the worker's last round."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ACTS = "'suspended', 'restored', 'granted', 'withdrawn', 'signed_out', 'contact_shown'"
PAGES = "'about', 'accessibility', 'contact', 'help', 'privacy'"

# Written by hand: SQLite takes a constraint with a new column only inside of it, and making the
# table anew would take the threads' foreign keys along.
COLUMNS = {
    "category": [
        "parent_id INTEGER CONSTRAINT fk_category_parent_id REFERENCES category (id)"
        " CONSTRAINT ck_category_not_its_own_parent CHECK (parent_id <> id)",
        "archived_at {moment}",
        "version INTEGER NOT NULL DEFAULT 1",
    ],
    "site": ["tuned JSON", "tuned_version INTEGER NOT NULL DEFAULT 1"],
}


def upgrade() -> None:
    moment = "DATETIME" if op.get_bind().dialect.name == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(moment=moment)}")
    op.create_table(
        "category_former_slug",
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_category_former_slug_category_id")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_category_former_slug")),
    )
    _create_account_act()
    _create_page_text()
    op.create_table(
        "tuning_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_tuning_change_reason")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_tuning_change_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tuning_change")),
    )
    op.create_table(
        "worker_round",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_worker_round_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_round")),
    )


def _create_account_act() -> None:
    op.create_table(
        "account_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=True),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"kind IN ({ACTS})", name=op.f("ck_account_act_kind_word")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_account_act_reason")),
        sa.CheckConstraint(
            "(grant_id IS NOT NULL) = (kind IN ('granted', 'withdrawn'))",
            name=op.f("ck_account_act_of_a_grant"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_account_act_by_id")),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["role_grant.id"], name=op.f("fk_account_act_grant_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_account_act_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_act")),
    )
    op.create_index(op.f("ix_account_act_person_id"), "account_act", ["person_id"])


def _create_page_text() -> None:
    op.create_table(
        "page_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"page IN ({PAGES})", name=op.f("ck_page_text_page_word")),
        sa.CheckConstraint(
            "(source = '') = (html = '')", name=op.f("ck_page_text_source_and_html")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_page_text_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_text")),
        sa.UniqueConstraint(
            "page", "language", "number", name=op.f("uq_page_text_page_language_number")
        ),
    )


def downgrade() -> None:
    for table in (
        "worker_round",
        "tuning_change",
        "page_text",
        "account_act",
        "category_former_slug",
    ):
        op.drop_table(table)
    for table, columns in COLUMNS.items():
        for column in columns[::-1]:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}")
