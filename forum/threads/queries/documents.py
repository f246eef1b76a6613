"""Documents that were sent with texts, and what the worker knows of their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from forum.core.db import db, rows
from forum.files.kinds import Kind
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment, Revision

_NAMES: sa.BindParameter[Any] = sa.bindparam("names", expanding=True)
_WORDS = sa.select(Attachment.name, Attachment.words).where(
    Attachment.name.in_(_NAMES),
    Attachment.state == AttachmentState.SENT,
    Attachment.words.is_not(None),
)


def unread_documents(revision_ids: Collection[int]) -> list[int]:
    """The documents of these wordings whose words nobody has read yet."""
    query = sa.select(Revision.attachments).where(Revision.id.in_(revision_ids))
    shown = db.session.scalars(query.where(Revision.attachments.is_not(None)))
    return unread_among(file for files in shown for file in files or ())


def unread_among(shown: Iterable[dict[str, Any]] | None) -> list[int]:
    """The same for what another room's text shows."""
    names = documents_in(shown)
    if not names:
        return []
    unread = sa.select(Attachment.id).where(
        Attachment.name.in_(names),
        Attachment.state == AttachmentState.SENT,
        Attachment.words.is_(None),
    )
    return list(db.session.scalars(unread.order_by(Attachment.id)))


def documents_in(shown: Iterable[dict[str, Any]] | None) -> list[str]:
    """Names of the documents among what a wording shows (``Revision.attachments``)."""
    return [file["name"] for file in shown or () if file["kind"] == Kind.PDF]


def words_in(names: Iterable[str]) -> dict[str, str]:
    """Name → words of the sent documents of these names, where they were read."""
    wanted = list(names)
    found = rows(_WORDS, names=wanted) if wanted else ()
    return {row.name: row.words for row in found}
