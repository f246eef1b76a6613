"""The texts that belong in the index, and the documents that stand for them."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.db import db
from forum.core.text import plain
from forum.official.models import OfficialText
from forum.official.queries import explanations_public
from forum.search.models import Kind, SearchDocument
from forum.threads.models import Post, Thread
from forum.threads.queries.visibility import Published, public_posts


def texts_between(kind: Kind, first: int, last: int) -> dict[int, tuple[str, str]]:
    """Id → (title, words) of the texts of ``kind`` that everybody reads, in a range of ids."""
    if kind is Kind.POST:
        posts = (
            sa.select(Post.id, Published.title, Published.html)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Published, Published.id == Post.published_revision_id)
            .where(public_posts(), Post.id.between(first, last))
        )
        return {id_: (title or "", plain(html)) for id_, title, html in db.session.execute(posts)}
    texts = sa.select(
        OfficialText.id, OfficialText.title, OfficialText.summary, OfficialText.html
    ).where(explanations_public(), OfficialText.id.between(first, last))
    return {
        id_: (title, f"{summary}\n{plain(html)}")
        for id_, title, summary, html in db.session.execute(texts)
    }


def documents_between(kind: Kind, first: int, last: int) -> dict[int, int]:
    """Id of the text → id of its document, in a range of ids of texts."""
    query = sa.select(SearchDocument.ref_id, SearchDocument.id).where(
        SearchDocument.kind == kind, SearchDocument.ref_id.between(first, last)
    )
    return dict(db.session.execute(query).all())


def unknown_posts_of(thread_id: int) -> list[int]:
    """Posts of this thread that everybody reads and that no document stands for."""
    known = sa.select(SearchDocument.ref_id).where(SearchDocument.kind == Kind.POST)
    query = (
        sa.select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.thread_id == thread_id, public_posts(), Post.id.not_in(known))
    )
    return list(db.session.scalars(query))


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
