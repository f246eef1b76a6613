"""Reading what is known of files: whose they are, and who may have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core.db import db, rows
from forum.core.errors import NotFound
from forum.threads import policy
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment, Post, Revision, Thread
from forum.threads.queries.visibility import (
    Published,
    authored_by,
    posts_readable_by,
    wordings_readable_by,
)


def begun(actor: Actor, place: str, numbers: Collection[int] | None = None) -> Sequence[Attachment]:
    """The actor's files in the form of this place that were not sent yet, in their order; all, or
    those of ``numbers``."""
    if not isinstance(actor, Person):
        return []
    query = sa.select(Attachment).where(
        Attachment.person_id == actor.id,
        Attachment.place == place,
        Attachment.state == AttachmentState.BEGUN,
    )
    if numbers is not None:
        query = query.where(Attachment.id.in_(numbers))
    return db.session.scalars(query.order_by(Attachment.id)).all()


def taken_by(person: Person) -> int:
    """Bytes that all files of this person take on the disk."""
    query = sa.select(sa.func.coalesce(sa.func.sum(Attachment.taken), 0))
    query = query.where(Attachment.person_id == person.id, Attachment.state != AttachmentState.GONE)
    return int(db.session.scalar(query) or 0)


def get_file_for(actor: Actor, name: str) -> Attachment:
    """The file of this name, if the actor may have it; else NotFound.

    One that was not sent is its sender's alone. One that was sent is readable with the wording that
    shows it; its author sees it also when its post is hidden, or waits, or shows it no longer, and
    so does the board, unless its author took back every wording with it. One that another room has
    is asked for there.
    """
    query = (
        sa.select(
            Attachment,
            sa.case((posts_readable_by(actor), Published.attachments)).label("shown"),
            sa.case((authored_by(actor), 1), else_=0).label("own"),
        )
        .outerjoin(Post, Post.id == Attachment.post_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .outerjoin(Published, Published.id == Post.published_revision_id)
        .where(Attachment.name == ours(name), Attachment.state != AttachmentState.GONE)
        .where(sa.or_(Attachment.post_id.is_not(None), Attachment.state == AttachmentState.BEGUN))
    )
    found = db.session.execute(query).first()
    if found is None:
        raise NotFound("file")
    attachment: Attachment = found.Attachment
    shown = _names(name, found.shown) or _judged_with(actor, attachment)
    if not policy.may_have_file(actor, attachment, own=bool(found.own), shown=shown):
        raise NotFound("file")
    return attachment


def _judged_with(actor: Actor, file: Attachment) -> bool:
    query = sa.select(Revision.attachments).join(Post, Post.id == Revision.post_id)
    query = query.where(Post.id == file.post_id, wordings_readable_by(actor))
    return any(_names(file.name, shown) for shown in db.session.scalars(query))


def _names(name: str, shown: Iterable[Mapping[str, Any]] | None) -> bool:
    return any(entry["name"] == name for entry in shown or ())


def file_of_newest(name: str) -> Attachment | None:
    """The file of this name, if the newest wording of its post shows it, whoever asks: for an
    office that has to answer that wording."""
    query = (
        sa.select(Attachment, Revision.attachments)
        .join(Revision, Revision.post_id == Attachment.post_id)
        .where(Attachment.name == ours(name), Attachment.state == AttachmentState.SENT)
    )
    found = db.session.execute(query.order_by(Revision.ordinal.desc())).first()
    if found is None or not _names(name, found.attachments):
        return None
    file: Attachment = found.Attachment
    return file


def ours(name: str) -> str:
    """What cannot be a name of ours is no question for a database."""
    if not (name.isascii() and name.isalnum()):
        raise NotFound("file")
    return name


def claimed() -> set[str]:
    """The names of all files that a row keeps."""
    query = sa.select(Attachment.name).where(Attachment.state != AttachmentState.GONE)
    return {row.name for row in rows(query)}
