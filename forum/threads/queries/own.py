"""A person's own texts, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor
from forum.core.db import db
from forum.threads.lifecycle import PostState
from forum.threads.models import Post, Revision
from forum.threads.queries.visibility import Opening, authored_by, opening_of


def own_posts(actor: Actor, before: int | None, size: int) -> Sequence[Any]:
    """The actor's posts, newest first: post, newest wording, title of the thread."""
    later = aliased(Revision)
    newest = sa.select(sa.func.max(later.id)).where(later.post_id == Post.id)
    title = aliased(Revision)
    query = (
        sa.select(Post, Revision, title.title.label("thread_title"))
        .select_from(Post)
        .join(Revision, Revision.id == newest.scalar_subquery())
        .join(Opening, opening_of(Post.thread_id))
        .outerjoin(
            title,
            sa.and_(title.id == Opening.published_revision_id, Opening.state == PostState.PUBLIC),
        )
        .where(authored_by(actor))
    )
    if before is not None:
        query = query.where(Post.id < before)
    return db.session.execute(query.order_by(Post.id.desc()).limit(size)).all()
