"""Create the search index: documents, FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("ref_id", sa.Integer(), nullable=False),
        sa.Column("vector", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=True),
        sa.CheckConstraint(
            "kind IN ('post', 'explanation')", name=op.f("ck_search_document_kind_word")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
        sa.UniqueConstraint("kind", "ref_id", name=op.f("uq_search_document_kind_ref_id")),
    )
    op.create_index(
        "ix_search_document_vector",
        "search_document",
        ["vector"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
        sqlite_where=sa.text("vector IS NOT NULL"),
    )
    if op.get_bind().dialect.name == "sqlite":
        # The ascii tokeniser leaves every byte from 0x80 alone: marks and the joiner of pairs
        # survive; the slash belongs to numbers of documents.
        op.execute(
            "CREATE VIRTUAL TABLE search_fts USING fts5"
            "(title_u, title_b, body_u, body_b, tokenize = \"ascii tokenchars '/'\")"
        )
        op.execute("CREATE VIRTUAL TABLE search_fts_terms USING fts5vocab(search_fts, row)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_fts_terms")
        op.execute("DROP TABLE search_fts")
    op.drop_index("ix_search_document_vector", table_name="search_document")
    op.drop_table("search_document")
