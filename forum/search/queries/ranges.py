"""All texts in parts: for an import, and for making the index anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import sqlalchemy as sa

from forum.core.db import db
from forum.official.models import OfficialText, TextFile
from forum.search.models import Kind, SearchDocument
from forum.threads.models import Attachment, Post

LONG_POSTS = 20  # posts with documents in one transaction


def ranges(kind: Kind, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of ids that hold every text of ``kind`` and every text that a document of this kind
    was made from, in order; of ``size`` ids each, or less, where many of them are long."""
    source = Post.id if kind is Kind.POST else OfficialText.id
    known = sa.select(sa.func.max(SearchDocument.ref_id)).where(SearchDocument.kind == kind)
    last = max(db.session.scalar(query) or 0 for query in (sa.select(sa.func.max(source)), known))
    begins = {*range(1, last + 1, size), *(id_ for id_ in _long_posts(kind) if id_ <= last)}
    for first, following in pairwise([*sorted(begins), last + 1]):
        yield first, following - 1


def _long_posts(kind: Kind) -> list[int]:
    """Each LONG_POSTS-th post with documents."""
    if kind is not Kind.POST:
        return []
    own = sa.select(Attachment.post_id).where(Attachment.words > "", Attachment.post_id > 0)
    beside = (
        sa.select(OfficialText.about_post_id)
        .join(TextFile, TextFile.text_id == OfficialText.id)
        .join(Attachment, Attachment.id == TextFile.attachment_id)
        .where(Attachment.words > "", OfficialText.about_post_id > 0)
    )
    posts = db.session.scalars(sa.union(own, beside)).all()
    return sorted(id_ for id_ in posts if id_ is not None)[LONG_POSTS::LONG_POSTS]


def posts_of_threads(first: int, last: int) -> tuple[int, int]:
    """The least and the greatest id of the posts of these threads; (0, 0) without any."""
    query = sa.select(sa.func.min(Post.id), sa.func.max(Post.id))
    found = db.session.execute(query.where(Post.thread_id.between(first, last))).one()
    return found[0] or 0, found[1] or 0
