"""What can be found: one row for each text in the index."""

from __future__ import annotations

import enum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Word, one_of


class Kind(enum.StrEnum):
    """What a document is made from."""

    POST = "post"
    EXPLANATION = "explanation"


class SearchDocument(Base):
    """A readable text as the engines know it: by this id.

    ``vector`` is PostgreSQL's index (``engines/gin.py``). On SQLite the tokens stand in the FTS5
    table ``search_fts`` under the same id and ``vector`` stays empty, and so does its index.
    """

    __tablename__ = "search_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    ref_id: Mapped[int]
    vector: Mapped[str | None] = mapped_column(
        sa.Text().with_variant(TSVECTOR(), "postgresql"), deferred=True
    )

    __table_args__ = (
        sa.UniqueConstraint("kind", "ref_id"),
        one_of("kind", Kind),
        # Without GIN's pending list a search costs the same right after a write.
        sa.Index(
            "ix_search_document_vector",
            "vector",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
            sqlite_where=sa.text("vector IS NOT NULL"),
        ),
    )
