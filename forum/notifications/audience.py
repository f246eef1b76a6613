"""Whom a published post is news for: each person once, for the nearest reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.core.db import rows
from forum.following import queries as following
from forum.following.lifecycle import Kind
from forum.notifications.mentions import mentioned
from forum.notifications.queries import NOBODY, Reader
from forum.notifications.words import Word
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.visibility import Opening, Published, opening_of, public_posts

Audience = Mapping[Word, Collection[int]]
_Earlier = aliased(Revision, name="earlier")


@dataclass(frozen=True)
class Publication:
    """A post that everybody may read now, and where it stands."""

    post_id: int
    thread_id: int
    category_id: int
    opening: bool
    author: Reader
    opener: Reader  # of the thread; nobody where it is the author
    html: str


# Built once: the worker asks this of every post.
_public = (
    sa.select(
        Post.id,
        Post.thread_id,
        Thread.category_id,
        Post.opening,
        Post.author_id,
        Post.receipt_id,
        Opening.author_id.label("opener_id"),
        Opening.receipt_id.label("opener_receipt_id"),
        Published.html,
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Opening, opening_of(Thread.id))
    .join(Published, Published.id == Post.published_revision_id)
    .where(public_posts())
)
_of_post = _public.where(Post.id == sa.bindparam("post", type_=sa.Integer))
_first = _public.join(Revision, Revision.post_id == Post.id).where(
    Revision.id == sa.bindparam("revision", type_=sa.Integer),
    ~sa.exists().where(
        _Earlier.post_id == Revision.post_id,
        _Earlier.ordinal < Revision.ordinal,
        _Earlier.state == RevisionState.APPROVED,
    ),
)


def publication_of(post_id: int) -> Publication | None:
    """The post, while everybody may read it."""
    return _publication(rows(_of_post, post=post_id))


def first_publication(revision_id: int) -> Publication | None:
    """The post that this wording made public for the first time, while everybody may read it; None
    for a later wording."""
    return _publication(rows(_first, revision=revision_id))


def _publication(found: Any) -> Publication | None:
    if not found:
        return None
    row = found[0]
    author = Reader(row.author_id, row.receipt_id)
    opener = Reader(row.opener_id, row.opener_receipt_id)
    if row.opening or opener == author:
        opener = NOBODY
    return Publication(
        row.id, row.thread_id, row.category_id, row.opening, author, opener, row.html
    )


def audience_of(post: Publication) -> Audience:
    """Who is told of it by which word; nobody by two, the author by none."""
    followers = following.followers(Kind.THREAD, post.thread_id)
    category = following.followers(Kind.CATEGORY, post.category_id) if post.opening else []
    reasons = {
        Word.MENTIONED: mentioned(post.html),
        # Whoever opened the thread may have left it.
        Word.REPLY_IN_THREAD: [one for one in followers if one == post.opener.person_id],
        Word.POSTS_IN_THREAD: followers,
        Word.THREAD_IN_CATEGORY: category,
    }
    told: set[int | None] = {post.author.person_id}
    found: dict[Word, Collection[int]] = {}
    for word, people in reasons.items():
        found[word] = [person for person in people if person not in told]
        told.update(found[word])
    return found
