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
from forum.threads.queries.visibility import authored_by


def own_posts(actor: Actor, before: int | None, size: int) -> Sequence[Any]:
    """The actor's posts, newest first: post, newest wording, title of the thread."""
    later = aliased(Revision)
    newest = sa.select(sa.func.max(later.id)).where(later.post_id == Post.id)
    opening = aliased(Post)
    title = aliased(Revision)
    query = (
        sa.select(Post, Revision, title.title.label("thread_title"))
        .select_from(Post)
        .join(Revision, Revision.id == newest.scalar_subquery())
        .join(opening, sa.and_(opening.thread_id == Post.thread_id, opening.opening))
        .outerjoin(
            title,
            sa.and_(title.id == opening.published_revision_id, opening.state == PostState.PUBLIC),
        )
        .where(authored_by(actor))
    )
    if before is not None:
        query = query.where(Post.id < before)
    return db.session.execute(query.order_by(Post.id.desc()).limit(size)).all()
