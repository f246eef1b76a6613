"""Photos and documents that were sent along with texts."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment, Word, one_of
from forum.files.kinds import Kind
from forum.threads.lifecycle import AttachmentState

_BEGUN = sa.text("state = 'begun'")


class Attachment(Base):
    """One file, for its whole life. ``name`` is its name on the disk and in its address.

    Until it is sent it belongs to its person and ``place``, exactly as a draft does, and then to
    the post. Which wording of the post shows it stands in ``Revision.attachments``. A sent one
    without a post is had by another room, which keeps a row for it.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    place: Mapped[str] = mapped_column(sa.String(40))  # of the form it was sent with
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id"))
    state: Mapped[AttachmentState] = mapped_column(Word(AttachmentState))
    name: Mapped[str] = mapped_column(sa.String(32), unique=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    label: Mapped[str] = mapped_column(sa.String(80))  # what is left of the sender's name for it
    bytes: Mapped[int]  # that a reader fetches
    taken: Mapped[int]  # bytes on the disk, with its small picture
    width: Mapped[int | None]
    height: Mapped[int | None]
    pages: Mapped[int | None]
    words: Mapped[str | None] = mapped_column(sa.Text)  # of a document, for search; None: not read
    created_at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        one_of("state", AttachmentState),
        one_of("kind", Kind),
        sa.CheckConstraint("state <> 'begun' OR post_id IS NULL", name="begun_without_post"),
        sa.CheckConstraint("place <> ''", name="place_said"),
        sa.CheckConstraint("bytes > 0 AND taken >= bytes", name="not_empty"),
        sa.Index("ix_attachment_person", "person_id", "place"),
        sa.Index("ix_attachment_post", "post_id"),
        sa.Index("ix_attachment_begun", "created_at", sqlite_where=_BEGUN, postgresql_where=_BEGUN),
        {"sqlite_autoincrement": True},
    )
