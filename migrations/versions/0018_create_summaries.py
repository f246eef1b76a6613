"""Let offices sum up a thread, and let guests end the mails about their letter.

Going back, what the older schema has no place for is lost: the summaries, and the lines of time
lines that tell of them.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = "kind IN ('reply', 'clarification', 'explanation'{more})"
STATES = "state IN ('draft', 'submitted', 'approved', 'published', 'withdrawn'{more})"
APPROVED = (
    "(state IN ('approved', 'published', 'withdrawn'{more}))"
    " = (approver_id IS NOT NULL AND approved_at IS NOT NULL)"
)
PUBLISHED = "(state IN ('published', 'withdrawn'{more})) = (published_at IS NOT NULL)"
EVENTS = (
    "kind IN ('opened', 'approved', 'locked', 'unlocked', 'pinned', 'unpinned', 'mode', 'moved',"
    " 'merged', 'split', 'begun', 'post_hidden', 'post_restored', 'post_removed', 'office_reply'"
    "{more})"
)
# Table → constraint → what it says, and what may stand in it from now on.
WIDENED = {
    "official_text": {
        "ck_official_text_kind_word": (KINDS, ", 'summary'"),
        "ck_official_text_state_word": (STATES, ", 'replaced'"),
        "ck_official_text_approved": (APPROVED, ", 'replaced'"),
        "ck_official_text_published": (PUBLISHED, ", 'replaced'"),
    },
    "thread_event": {"ck_thread_event_kind_word": (EVENTS, ", 'summarised', 'summary_withdrawn'")},
}
# Written by hand: SQLite takes a constraint with a new column only inside of it.
COLUMNS = (
    "about_thread_id INTEGER"
    " CONSTRAINT fk_official_text_about_thread_id REFERENCES thread (id)"
    " CONSTRAINT ck_official_text_summary"
    " CHECK ((kind = 'summary') = (about_thread_id IS NOT NULL))",
    "covers INTEGER"
    " CONSTRAINT ck_official_text_covers CHECK ((kind = 'summary') = (covers IS NOT NULL))"
    " CONSTRAINT ck_official_text_covers_posts CHECK (covers > 0)"
    " CONSTRAINT ck_official_text_replaced CHECK (state <> 'replaced' OR covers IS NOT NULL)",
)
# One that stands and one in the making for each thread, however many were replaced.
INDEXES = {
    "uq_official_text_summary_standing": "kind = 'summary' AND state = 'published'",
    "uq_official_text_summary_unfinished": (
        "kind = 'summary' AND state IN ('draft', 'submitted', 'approved')"
    ),
}


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE official_text ADD COLUMN {column}")
    _say(before="", after="more")
    op.create_index(op.f("ix_official_text_about_thread_id"), "official_text", ["about_thread_id"])
    for name, rows in INDEXES.items():
        op.create_index(
            name,
            "official_text",
            ["about_thread_id"],
            unique=True,
            sqlite_where=sa.text(rows),
            postgresql_where=sa.text(rows),
        )
    op.create_table(
        "quiet_receipt",
        sa.Column("receipt_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_quiet_receipt_receipt_id")
        ),
        sa.PrimaryKeyConstraint("receipt_id", name=op.f("pk_quiet_receipt")),
    )


def downgrade() -> None:
    op.drop_table("quiet_receipt")
    op.execute("DELETE FROM official_text WHERE kind = 'summary'")
    op.execute("DELETE FROM thread_event WHERE kind IN ('summarised', 'summary_withdrawn')")
    for name in (*INDEXES, "ix_official_text_about_thread_id"):
        op.drop_index(name, table_name="official_text")
    _say(before="more", after="")
    for column in COLUMNS[::-1]:
        op.execute(f"ALTER TABLE official_text DROP COLUMN {column.split()[0]}")


def _say(*, before: str, after: str) -> None:
    """Each constraint of WIDENED says what it says with the words that are ``more``, or without."""
    for table, constraints in WIDENED.items():
        said = {
            name: [text.format(more=words if which else "") for which in (before, after)]
            for name, (text, words) in constraints.items()
        }
        if op.get_bind().dialect.name == "sqlite":
            _make_anew(table, dict(said.values()))
            continue
        for name, (_old, new) in said.items():
            op.execute(
                f"ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} CHECK ({new})"
            )


def _make_anew(table: str, edits: dict[str, str]) -> None:
    """SQLite keeps a table's own statement, so nothing of it is lost: the same statement with these
    conditions, the same rows, the same indexes. No other table points to one of these two."""
    link = op.get_bind()
    kept = "SELECT sql FROM sqlite_master WHERE tbl_name = '{}' AND type = '{}' AND sql IS NOT NULL"
    statement = link.exec_driver_sql(kept.format(table, "table")).scalar_one()
    indexes = link.exec_driver_sql(kept.format(table, "index")).scalars().all()
    for old, new in edits.items():
        if f"CHECK ({old})" not in statement:
            raise LookupError(f"{table}: {old}")
        statement = statement.replace(f"CHECK ({old})", f"CHECK ({new})")
    link.exec_driver_sql(
        re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_anew", statement)
    )
    link.exec_driver_sql(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    link.exec_driver_sql(f"DROP TABLE {table}")
    link.exec_driver_sql(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for index in indexes:
        link.exec_driver_sql(index)
