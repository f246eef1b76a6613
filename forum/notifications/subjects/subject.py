"""What a notice can be about, and the title of a thread where everybody may read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor
from forum.rules.models import Clause
from forum.threads.lifecycle import PostState
from forum.threads.models import Post, Revision
from forum.threads.queries.visibility import Opening, opening_of

OWN_TEXTS = "/bai-cua-toi"
TRACKING = "/theo-doi"


@dataclass(frozen=True)
class Subject:
    """``title`` may be empty; ``clause`` and ``reason`` belong to a decision about an own text,
    ``until`` to a closed account: it can be opened again so long."""

    href: str
    title: str = ""
    reason: str = ""
    clause: Clause | None = None
    until: datetime | None = None


Subjects = Mapping[int, Subject]
Finder = Callable[[Actor, Sequence[int]], Subjects]

# Of the post that opens a text's thread, only while everybody may read it.
_Title = aliased(Revision, name="opening_text")


def with_public_title(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """The query, which joins Post, has the thread's title as ``thread_title``, or NULL."""
    opening = sa.and_(opening_of(Post.thread_id), Opening.state == PostState.PUBLIC)
    joined = query.outerjoin(Opening, opening)
    joined = joined.outerjoin(_Title, _Title.id == Opening.published_revision_id)
    return joined.add_columns(_Title.title.label("thread_title"))
