"""The texts that belong in the index, and the documents that stand for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.db import db, rows
from forum.core.text import plain
from forum.official.lifecycle import TextKind
from forum.official.models import OfficialText, TextFile
from forum.official.queries import explanations_public
from forum.official.queries.documents import standing_beside
from forum.search.models import Kind, SearchDocument
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.documents import documents_in, words_in
from forum.threads.queries.visibility import OPENING, Published, public_posts

# Of the documents of one post. PostgreSQL takes no vector above 1 MB, and words that each stand
# there once take four times their text; it is also what the worker holds of one post.
DOCUMENT_BYTES = 100_000
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
        return _posts(these)
    text = OfficialText
    query = sa.select(text.id, text.title, text.summary, text.html, text.attachments)
    found = db.session.execute(query.where(explanations_public(), these))
    return _with_words(
        (id_, title, f"{summary}\n{plain(html)}", shown)
        for id_, title, summary, html, shown in found
    )


def _posts(these: sa.ColumnElement[bool]) -> dict[int, tuple[str, str]]:
    query = (
        sa.select(Post.id, Published.title, Published.html, Published.attachments)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Published, Published.id == Post.published_revision_id)
        .where(public_posts(), these)
    )
    found = db.session.execute(query).all()
    beside = standing_beside([id_ for id_, *_ in found])
    return _with_words(
        (id_, title or "", *_together(html, shown, beside.get(id_, ())))
        for id_, title, html, shown in found
    )


def _together(html: str, shown: Any, cards: Sequence[Any]) -> tuple[str, list[dict[str, Any]]]:
    """Words and files of a post and of what an office says of it: it is found by both."""
    files = [file for some in (shown, *(card.attachments for card in cards)) for file in some or ()]
    return "\n".join([plain(html), *map(words_of_card, cards)]), files


def words_of_card(card: Any) -> str:
    """What everybody reads on the card of a row of ``standing_beside``."""
    if card.kind is TextKind.SUMMARY:
        return plain(card.html)
    return f"{card.claim}\n{card.summary}\n{plain(card.html)}"


def _with_words(texts: Iterable[tuple[int, str, str, Any]]) -> dict[int, tuple[str, str]]:
    """Id → (title, words) from id, title, own words and files of each text."""
    all_ = list(texts)
    attached = words_in(name for *_, shown in all_ for name in documents_in(shown))
    return {id_: (title, with_documents(said, shown, attached)) for id_, title, said, shown in all_}


def with_documents(words: str, shown: Any, attached: dict[str, str]) -> str:
    """The words of a text, and behind them those of the documents that it shows."""
    parts = [attached[name] for name in documents_in(shown) if attached.get(name)]
    if not parts:
        return words
    cut = "\n".join(parts).encode()[:DOCUMENT_BYTES].decode("utf-8", "ignore")
    return f"{words}\n{cut}"


def found_with_file(attachment_id: int) -> tuple[Kind, int] | None:
    """What is found by the words of this file of an office's text: the text itself, or the post
    that it makes clear."""
    query = (
        sa.select(OfficialText.id, OfficialText.about_post_id)
        .join(TextFile, TextFile.text_id == OfficialText.id)
        .where(TextFile.attachment_id == attachment_id)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    return (Kind.EXPLANATION, row[0]) if row[1] is None else (Kind.POST, row[1])


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
    query = sa.select(Post.id).where(Post.thread_id.in_(threads), OPENING)
    return set(db.session.scalars(query))


def _unknown_posts_of(threads: Collection[int]) -> set[int]:
    known = sa.exists().where(SearchDocument.kind == Kind.POST, SearchDocument.ref_id == Post.id)
    query = (
        sa.select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.thread_id.in_(threads), public_posts(), ~known)
    )
    return set(db.session.scalars(query))


def count_documents() -> int:
    """How many documents the index holds."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(SearchDocument)) or 0
