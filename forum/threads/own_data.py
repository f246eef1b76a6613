"""What this room stores about a person: the own texts with every wording, and the own files."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.files.kinds import SUFFIX
from forum.threads.models import Attachment, Post, Receipt, Revision


def posts(person_id: int) -> Iterator[Record]:
    """Every own text, whatever became of it; the words stand with the wordings."""
    query = (
        sa.select(
            Post.id.label("post_id"),
            Post.thread_id,
            Post.number,
            Post.opening,
            Post.state,
            Post.named,
            Post.area_id,
            Post.created_at,
            Post.published_at,
            Receipt.contact,
        )
        .outerjoin(Receipt, Receipt.id == Post.receipt_id)
        .where(Post.author_id == person_id)
    )
    return records(query.order_by(Post.id))


def wordings(person_id: int) -> Iterator[Record]:
    """Every wording of every own text, as it was typed, and where it stands; not who judged it."""
    query = (
        sa.select(
            Revision.id.label("wording_id"),
            Revision.post_id,
            Revision.ordinal,
            Revision.title,
            Revision.source.label("text"),
            Revision.language,
            Revision.state,
            Revision.basis,
            Revision.hold_reasons,
            Revision.created_at,
            Revision.decided_at,
        )
        .join(Post, Post.id == Revision.post_id)
        .where(Post.author_id == person_id)
    )
    return records(query.order_by(Revision.id))


def attachments(person_id: int) -> Iterator[Record]:
    """Every own photo and document; ``file`` is its name among the files beside this list."""
    columns = (Attachment.post_id, Attachment.place, Attachment.state, Attachment.kind)
    query = sa.select(Attachment.id, Attachment.label, *columns).add_columns(
        Attachment.bytes, Attachment.created_at
    )
    for row in records(query.where(Attachment.person_id == person_id).order_by(Attachment.id)):
        yield {"file": f"{row.pop('id')}{SUFFIX[row['kind']]}", **row}


def own_files(person_id: int) -> Iterator[tuple[str, str]]:
    """Name among the files → name on the disk, of every own photo and document."""
    query = sa.select(Attachment.id, Attachment.kind, Attachment.name)
    for row in records(query.where(Attachment.person_id == person_id).order_by(Attachment.id)):
        yield f"{row['id']}{SUFFIX[row['kind']]}", row["name"]
