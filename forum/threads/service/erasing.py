"""What becomes of the texts of somebody whose account is deleted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import db
from forum.outbox.facts import PostTakenBack
from forum.outbox.service import emit
from forum.threads.lifecycle import AttachmentState, PostState, RevisionState
from forum.threads.models import Attachment, Post, Receipt, Revision

READ = (PostState.PUBLIC, PostState.HIDDEN)


def forget_author(person: Person, *, but: Collection[int], with_texts: bool) -> None:
    """No wording is left that readers never saw. What they read stays, without a name; or, with
    ``with_texts``, its place and its number alone, so that the replies of others still make sense.

    The posts ``but`` stay as they are: an office owes their author an answer. One UPDATE each, so
    that of a moderator who decides at the same moment and us exactly one is first.
    """
    own = sa.select(Post.id).where(Post.author_id == person.id, Post.id.not_in(but))
    _change(
        sa.update(Revision)
        .where(Revision.state == RevisionState.PENDING, Revision.post_id.in_(own))
        .values(state=RevisionState.WITHDRAWN, version=Revision.version + 1)
    )
    if with_texts:
        _take_back(person, but)
    gone = own.where(Post.state == PostState.REMOVED) if with_texts else sa.select(Post.id).limit(0)
    unread = Revision.state != RevisionState.APPROVED
    emptied = sa.and_(Revision.post_id.in_(own), sa.or_(unread, Revision.post_id.in_(gone)))
    _change(
        sa.update(Revision)
        .where(emptied, Revision.source != "")
        .values(source="", html="", title=None, attachments=None)
    )
    _drop_files(person, but)


def forget_contacts(receipt_ids: Collection[int]) -> None:
    """No news goes out to where the senders of these wanted it; their codes open still."""
    _change(sa.update(Receipt).where(Receipt.id.in_(receipt_ids)).values(contact=None))


def _take_back(person: Person, but: Collection[int]) -> None:
    """Also what the board hid, or it could be restored. The place-holder says it, the time line of
    the thread does not: one moment in many threads would tell which texts were one person's."""
    taken = (
        sa.update(Post)
        .where(Post.author_id == person.id, Post.id.not_in(but), Post.state.in_(READ))
        .values(state=PostState.REMOVED, version=Post.version + 1)
        .returning(Post.id)
        .execution_options(synchronize_session=False)
    )
    for post_id in db.session.scalars(taken).all():
        emit(PostTakenBack(post_id))


def _drop_files(person: Person, but: Collection[int]) -> None:
    """Files of forms that were not sent, and of wordings that are empty now; not those that another
    room has, nor what was written for an office."""
    shown = sa.select(Revision.attachments).join(Post, Post.id == Revision.post_id)
    shown = shown.where(Post.author_id == person.id, Revision.attachments.is_not(None))
    named = {file["name"] for files in db.session.scalars(shown) for file in files or ()}
    files = sa.select(Attachment.id, Attachment.name, Attachment.post_id)
    begun = Attachment.state == AttachmentState.BEGUN
    sent = sa.and_(Attachment.state == AttachmentState.SENT, Post.author_id == person.id)
    files = files.outerjoin(Post, Post.id == Attachment.post_id)
    files = files.where(Attachment.person_id == person.id, sa.or_(begun, sent))
    going = [
        row.id
        for row in db.session.execute(files)
        if row.name not in named and row.post_id not in but
    ]
    _change(
        sa.update(Attachment)
        .where(Attachment.id.in_(going))
        .values(state=AttachmentState.GONE, label="", words=None)
    )


def _change(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
