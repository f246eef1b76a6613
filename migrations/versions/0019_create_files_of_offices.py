"""Let offices' texts and private letters have photos and documents.

Going back, what the older schema has no place for is lost: which file belongs to which of these.
The files themselves are then nobody's, and leave the disk.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# One of another room has no post; one in a form that was not sent never has one.
SENT = ("ck_attachment_sent_with_post", "state <> 'sent' OR post_id IS NOT NULL")
BEGUN = ("ck_attachment_begun_without_post", "state <> 'begun' OR post_id IS NULL")
# Written by hand: SQLite takes a constraint with a new column only inside of it.
COLUMNS = {
    "official_text": "CONSTRAINT ck_official_text_files CHECK"
    " (attachments IS NULL OR kind <> 'summary')",
    "question": "CONSTRAINT ck_question_files_of_letter CHECK"
    " (attachments IS NULL OR letter_source IS NOT NULL)",
}
LINKS = {
    "official_text_file": ("text_id", "official_text"),
    "letter_file": ("question_id", "question"),
}


def upgrade() -> None:
    _say(SENT, BEGUN)
    for table, check in COLUMNS.items():
        op.execute(f"ALTER TABLE {table} ADD COLUMN attachments JSON {check}")
    for table, (column, owner) in LINKS.items():
        op.create_table(
            table,
            sa.Column("attachment_id", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column(column, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["attachment_id"], ["attachment.id"], name=op.f(f"fk_{table}_attachment_id")
            ),
            sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=op.f(f"fk_{table}_{column}")),
            sa.PrimaryKeyConstraint("attachment_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, (column, _owner) in LINKS.items():
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.drop_table(table)
    for table in COLUMNS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN attachments")
    op.execute(
        "UPDATE attachment SET state = 'gone', label = '', words = NULL"
        " WHERE state = 'sent' AND post_id IS NULL"
    )
    _say(BEGUN, SENT)


def _say(old: tuple[str, str], new: tuple[str, str]) -> None:
    """The table of files has the constraint ``new`` in place of ``old``."""
    before, after = (f"CONSTRAINT {name} CHECK ({said})" for name, said in (old, new))
    if op.get_bind().dialect.name == "sqlite":
        _make_anew("attachment", before, after)
    else:
        op.execute(f"ALTER TABLE attachment DROP CONSTRAINT {old[0]}, ADD {after}")


def _make_anew(table: str, before: str, after: str) -> None:
    """SQLite keeps a table's own statement: the same one with another constraint, the same rows and
    indexes, and numbers that go on where they stood. No other table points to it at this moment."""
    link = op.get_bind()
    kept = "SELECT sql FROM sqlite_master WHERE tbl_name = '{}' AND type = '{}' AND sql IS NOT NULL"
    statement = link.exec_driver_sql(kept.format(table, "table")).scalar_one()
    indexes = link.exec_driver_sql(kept.format(table, "index")).scalars().all()
    counted = f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'"
    last = link.exec_driver_sql(counted).scalar()
    if before not in statement:
        raise LookupError(f"{table}: {before}")
    anew = re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_anew", statement)
    link.exec_driver_sql(anew.replace(before, after))
    link.exec_driver_sql(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    link.exec_driver_sql(f"DROP TABLE {table}")
    link.exec_driver_sql(f"ALTER TABLE {table}_anew RENAME TO {table}")
    link.exec_driver_sql(f"DELETE FROM sqlite_sequence WHERE name = '{table}'")
    if last is not None:
        link.exec_driver_sql(f"INSERT INTO sqlite_sequence VALUES ('{table}', {last})")
    for index in indexes:
        link.exec_driver_sql(index)
