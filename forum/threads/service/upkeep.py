"""What the worker looks after: files that belong to no text, and the words of documents."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from forum.core import clock
from forum.core.db import db
from forum.drafts.models import Draft
from forum.files import service as files
from forum.files import storage
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment
from forum.threads.queries.attachments import claimed

AT_MOST = 3600  # seconds between two looks through the whole folder of files
DAY = timedelta(days=1)


def sweep_files() -> None:
    """Files of texts that were never sent are gone, after a day; once an hour."""
    if storage.is_time(seconds=AT_MOST):
        forget_unsent()


def forget_unsent() -> None:
    """What no draft and no post has any more is gone from the disk, and then its row, if no wording
    ever showed it.

    The disk comes first: it takes a while to read, and SQLite's write lock is not held meanwhile.
    What becomes nobody's here leaves the disk with the next look. A database that never knew of a
    file is perhaps not the one that this folder belongs to, and takes nothing away.
    """
    storage.forget_begun(seconds=files.FORGOTTEN)
    if _knows_files():
        files.forget_unclaimed(claimed)
    before = clock.now() - DAY
    discarded = sa.delete(Attachment).where(
        Attachment.state == AttachmentState.GONE, Attachment.post_id.is_(None)
    )
    db.session.execute(_quick(discarded.where(Attachment.created_at < before)))
    forgotten = sa.update(Attachment).where(
        Attachment.state == AttachmentState.BEGUN, Attachment.created_at < before, ~_drafted()
    )
    gone = {"state": AttachmentState.GONE, "label": "", "words": None}
    db.session.execute(_quick(forgotten.values(gone)))


def keep_words(attachment_id: int, words: str) -> None:
    """Search knows what stands in the document; "" where nothing could be read, so that it is not
    tried again. One that went in the meantime stays gone."""
    sent = sa.and_(Attachment.id == attachment_id, Attachment.state == AttachmentState.SENT)
    db.session.execute(_quick(sa.update(Attachment).where(sent).values(words=words)))


def _knows_files() -> bool:
    return db.session.scalar(sa.select(Attachment.id).limit(1)) is not None


def _drafted() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Draft.person_id == Attachment.person_id, Draft.place == Attachment.place
    )


def _quick(change: Any) -> Any:
    return change.execution_options(synchronize_session=False)
