"""``check``: whether what is stored still fits together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from forum.cli import schema
from forum.cli.answers import refused
from forum.cli.backup import UNFINISHED
from forum.cli.leftovers import leftovers
from forum.core.db import db, dialect, in_our_words
from forum.core.errors import ForumError, NotFound
from forum.core.heads import head_of_code
from forum.files import storage
from forum.official.models import LetterFile, TextFile
from forum.outbox.models import Delivery, DeliveryState
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment, FormerPlace, Post, Thread

# Two replies at the same moment may be committed in the other order than they were dated.
SAME_MOMENT = timedelta(minutes=1)


@click.command("check")
@with_appcontext
def check() -> None:
    """Verify database, migrations, stored counters and deliveries; exit 1 with what is wrong."""
    try:
        with in_our_words():
            found = list(_troubles())
    except ForumError as error:
        refused(f"The database does not answer ({error.reason}).")
    if found:
        refused("\n".join(found))
    click.echo("Everything fits.")


def _troubles() -> Iterator[str]:
    if (Path(current_app.config["DATA_DIR"]) / UNFINISHED).exists():
        yield "A restore was broken off: run it again with --replace."
    present, wanted = schema.head_of_database(), head_of_code()
    if present != wanted:
        yield f"The database stands at migration {present}, the code at {wanted}: run setup."
        return
    if dialect() == "sqlite":
        yield from _damages()
    yield from _wrong_counters()
    yield from _dead_deliveries()
    yield from _missing_files()
    yield from _files_of_nobody()
    yield from leftovers()


def _damages() -> Iterator[str]:
    for line in db.session.scalars(sa.text("PRAGMA integrity_check")):
        if line != "ok":
            yield f"The database file is damaged: {line}"
    for row in db.session.execute(sa.text("PRAGMA foreign_key_check")):
        yield f"A row of {row[0]} refers to a missing row of {row[2]}."


def _wrong_counters() -> Iterator[str]:
    """Of threads whose stored counters differ from their posts."""
    left = sa.select(sa.func.max(FormerPlace.number)).where(FormerPlace.thread_id == Thread.id)
    reply = sa.and_(Post.published_at.is_not(None), sa.not_(Post.opening))
    counted = (
        sa.select(
            Post.thread_id,
            sa.func.coalesce(sa.func.max(Post.number), 1).label("last_number"),
            sa.func.count(sa.case((reply, 1))).label("replies"),
            sa.type_coerce(sa.func.max(Post.published_at), Post.published_at.type).label("last"),
        )
        .group_by(Post.thread_id)
        .subquery()
    )
    # The number of a post that left is not given again.
    former = sa.func.coalesce(left.scalar_subquery(), 1)
    highest = sa.case((former > counted.c.last_number, former), else_=counted.c.last_number)
    query = (
        sa.select(Thread, highest, counted.c.replies, counted.c.last)
        .join(counted, counted.c.thread_id == Thread.id)
        .where(Thread.merged_into_id.is_(None))
    )
    differs = sa.or_(
        Thread.last_number != highest,
        Thread.replies != counted.c.replies,
        Thread.last_post_at != counted.c.last,
    )
    for thread, last_number, replies, last in db.session.execute(query.where(differs)):
        if (thread.last_number, thread.replies) != (last_number, replies):
            yield (
                f"Thread {thread.id} says {thread.replies} replies and number "
                f"{thread.last_number}; its posts say {replies} and {last_number}."
            )
        elif abs(thread.last_post_at - last) > SAME_MOMENT:
            yield f"Thread {thread.id} says its last post is of {thread.last_post_at}, not {last}."


def _dead_deliveries() -> Iterator[str]:
    query = sa.select(Delivery.reaction, sa.func.count(), sa.func.max(Delivery.last_error))
    dead = query.where(Delivery.state == DeliveryState.DEAD).group_by(Delivery.reaction)
    for reaction, count, error in db.session.execute(dead.order_by(Delivery.reaction)):
        yield f"{count} deliveries of {reaction} are dead; the last error: {error}"


def _missing_files() -> Iterator[str]:
    sent = sa.select(Attachment.name, Attachment.bytes, Attachment.post_id).order_by(Attachment.id)
    wrong = [
        (name, post)
        for name, size, post in db.session.execute(
            sent.where(Attachment.state == AttachmentState.SENT)
        )
        if _length(name) != size
    ]
    if wrong:
        name, post = wrong[0]
        yield (
            f"{len(wrong)} sent files are missing or cut off, "
            f"the first is {name} of {f'post {post}' if post else 'an office or a letter'}: "
            "restore them from a backup."
        )


def _files_of_nobody() -> Iterator[str]:
    """A sent file without a post belongs to an office's text or to a letter."""
    had = sa.union(sa.select(TextFile.attachment_id), sa.select(LetterFile.attachment_id))
    query = sa.select(sa.func.count(Attachment.id)).where(
        Attachment.state == AttachmentState.SENT,
        Attachment.post_id.is_(None),
        Attachment.id.not_in(had),
    )
    if lost := db.session.scalar(query):
        yield f"{lost} sent files belong to no post, no office's text and no letter."


def _length(name: str) -> int:
    """Bytes of a sent file on the disk; -1 of one that is missing."""
    try:
        return storage.path_of(name).stat().st_size
    except NotFound:
        return -1
