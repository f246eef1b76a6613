"""What offices say on top of threads beside citizens' posts: search finds the posts by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from forum.core.db import rows
from forum.official.lifecycle import TextKind, TextState
from forum.official.models import OfficialText
from forum.official.queries.summaries import summaries_standing
from forum.places.models import Agency
from forum.threads.models import Post, Thread
from forum.threads.queries.visibility import OPENING, public_posts

_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)


def _beside(
    on: sa.ColumnElement[bool], standing: sa.ColumnElement[bool]
) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Post.id.label("post_id"),
            OfficialText.id,
            OfficialText.kind,
            OfficialText.claim,
            OfficialText.summary,
            OfficialText.html,
            OfficialText.attachments,
            OfficialText.language,
            OfficialText.published_at,
            Agency.name.label("agency_name"),
        )
        .select_from(Post)
        .join(OfficialText, on)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Agency, Agency.id == OfficialText.agency_id)
        .where(Post.id.in_(_IDS), public_posts(), standing)
    )


# One statement, and each part of it by its own index.
_STANDING = sa.union_all(
    _beside(sa.and_(OfficialText.about_thread_id == Post.thread_id, OPENING), summaries_standing()),
    _beside(
        OfficialText.about_post_id == Post.id,
        sa.and_(
            OfficialText.kind == TextKind.CLARIFICATION, OfficialText.state == TextState.PUBLISHED
        ),
    ),
)


def standing_beside(post_ids: Collection[int]) -> Mapping[int, Sequence[Any]]:
    """Post id → the summary of the thread that this public post opens, and the clarification about
    it, where they stand. With a closed post none is told of: search does not find it by them."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows(_STANDING, ids=list(post_ids)) if post_ids else ():
        found[row.post_id].append(row)
    return found
