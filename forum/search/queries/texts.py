"""The texts that belong in the index, and the documents that stand for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.db import db, rows
from forum.core.text import plain
from forum.official.models import OfficialText
from forum.official.queries import explanations_public
from forum.search.models import Kind, SearchDocument
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.visibility import Published, public_posts

_MEANT = sa.select(SearchDocument.kind, SearchDocument.ref_id, SearchDocument.id).where(
    SearchDocument.id.in_(sa.bindparam("ids", expanding=True))
)


def texts_between(kind: Kind, first: int, last: int) -> dict[int, tuple[str, str]]:
    """Id → (title, words) of the texts of ``kind`` that everybody reads, in a range of ids."""
    return _texts(kind, _id_of(kind).between(first, last))


def texts_among(kind: Kind, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """The same for single ids."""
    return _texts(kind, _id_of(kind).in_(ids)) if ids else {}


def _id_of(kind: Kind) -> InstrumentedAttribute[int]:
    return Post.id if kind is Kind.POST else OfficialText.id


def _texts(kind: Kind, these: sa.ColumnElement[bool]) -> dict[int, tuple[str, str]]:
    if kind is Kind.POST:
        posts = (
            sa.select(Post.id, Published.title, Published.html)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Published, Published.id == Post.published_revision_id)
            .where(public_posts(), these)
        )
        return {id_: (title or "", plain(html)) for id_, title, html in db.session.execute(posts)}
    texts = sa.select(
        OfficialText.id, OfficialText.title, OfficialText.summary, OfficialText.html
    ).where(explanations_public(), these)
    return {
        id_: (title, f"{summary}\n{plain(html)}")
        for id_, title, summary, html in db.session.execute(texts)
    }


def documents_between(kind: Kind, first: int, last: int) -> dict[int, int]:
    """Id of the text → id of its document, in a range of ids of texts."""
    return _documents(kind, SearchDocument.ref_id.between(first, last))


def documents_among(kind: Kind, ids: Collection[int]) -> dict[int, int]:
    """The same for single texts."""
    return _documents(kind, SearchDocument.ref_id.in_(ids)) if ids else {}


def _documents(kind: Kind, these: sa.ColumnElement[bool]) -> dict[int, int]:
    query = sa.select(SearchDocument.ref_id, SearchDocument.id)
    return dict(db.session.execute(query.where(SearchDocument.kind == kind, these)).all())


def meant_by(documents: Collection[int]) -> dict[tuple[Kind, int], int]:
    """(kind, id of the text) → id of its document, of these documents."""
    found = rows(_MEANT, ids=list(documents)) if documents else ()
    return {(row.kind, row.ref_id): row.id for row in found}


def texts_of(documents: Collection[int]) -> dict[int, tuple[str, str]]:
    """Id of the document → (title, words) of its text, where everybody reads it."""
    meant = meant_by(documents)
    return {
        meant[kind, ref_id]: text
        for kind in Kind
        for ref_id, text in texts_among(kind, {ref for of, ref in meant if of is kind}).items()
    }


def posts_worded(revisions: Collection[int]) -> set[int]:
    """The posts with these wordings; with a thread's first post all that already stands in it and
    that no document stands for, for an office may have replied before."""
    worded = sa.select(Revision.post_id).where(Revision.id.in_(revisions))
    query = sa.select(Post.id, Post.thread_id, Post.opening).where(Post.id.in_(worded))
    posts = db.session.execute(query).all()
    opened = [thread for _, thread, opening in posts if opening]
    return {post for post, _, _ in posts} | (_unknown_posts_of(opened) if opened else set())


def openings_of(threads: Collection[int]) -> set[int]:
    """The posts that open these threads."""
    query = sa.select(Post.id).where(Post.thread_id.in_(threads), Post.opening)
    return set(db.session.scalars(query))


def _unknown_posts_of(threads: Collection[int]) -> set[int]:
    known = sa.exists().where(SearchDocument.kind == Kind.POST, SearchDocument.ref_id == Post.id)
    query = (
        sa.select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.thread_id.in_(threads), public_posts(), ~known)
    )
    return set(db.session.scalars(query))


def ranges(kind: Kind, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of ids that hold every text of ``kind`` and every text that a document of this kind
    was made from, ``size`` ids each, in order."""
    source = Post.id if kind is Kind.POST else OfficialText.id
    known = sa.select(sa.func.max(SearchDocument.ref_id)).where(SearchDocument.kind == kind)
    last = max(db.session.scalar(query) or 0 for query in (sa.select(sa.func.max(source)), known))
    for first in range(1, last + 1, size):
        yield first, min(first + size - 1, last)


def posts_of_threads(first: int, last: int) -> tuple[int, int]:
    """The least and the greatest id of the posts of these threads; (0, 0) without any."""
    query = sa.select(sa.func.min(Post.id), sa.func.max(Post.id))
    found = db.session.execute(query.where(Post.thread_id.between(first, last))).one()
    return found[0] or 0, found[1] or 0


def count_documents() -> int:
    """How many documents the index holds."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(SearchDocument)) or 0
