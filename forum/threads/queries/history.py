"""The wordings of a text, for its author and for the board, which judges them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from forum.accounts.actors import Actor
from forum.core.db import db
from forum.core.errors import NotFound
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.visibility import places_readable_by, wordings_readable_by


def get_judged_post_for(actor: Actor, post_id: int) -> Post:
    """A post that has a place for this actor, or, never published, a wording that the board may
    read, with its thread; else NotFound."""
    readable = sa.exists().where(Revision.post_id == Post.id, wordings_readable_by(actor))
    query = (
        sa.select(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .options(contains_eager(Post.thread))
        .where(Post.id == post_id, sa.or_(places_readable_by(actor), readable))
    )
    post = db.session.scalar(query)
    if post is None:
        raise NotFound("post")
    return post


def wordings_for(actor: Actor, post: Post) -> Sequence[Revision]:
    """Those wordings of the post that this actor may read, oldest first."""
    query = sa.select(Revision).join(Post, Post.id == Revision.post_id)
    query = query.where(Post.id == post.id, wordings_readable_by(actor))
    return db.session.scalars(query.order_by(Revision.ordinal)).all()


def has_more_wordings(actor: Actor, wording: Revision) -> bool:
    """Whether this actor may read another wording of the same post."""
    query = sa.select(Revision.id).join(Post, Post.id == Revision.post_id)
    others = query.where(Post.id == wording.post_id, Revision.id != wording.id)
    found = db.session.scalar(others.where(wordings_readable_by(actor)).limit(1))
    return found is not None
