"""Threads and posts in bulk, as the services would have left them: numbers, counters, HTML."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from benching.texts import generator
from forum.core.db import commit, db
from forum.core.text import RENDERER, one_line, render, tidy
from forum.threads.lifecycle import AuthorKind, Basis, PostState, RevisionState
from forum.threads.models import Post, Revision, Thread

BEGIN = datetime(2025, 1, 6, 8, tzinfo=UTC)
BETWEEN_THREADS = timedelta(minutes=13)
BETWEEN_POSTS = timedelta(minutes=3)

Row = dict[str, Any]


@dataclass(frozen=True)
class Owners:
    """Ids that the rows refer to."""

    categories: Sequence[int]
    members: Sequence[int]
    rule_version: int


class Writer:
    """Writes thread after thread; the first gets the id 1, its posts the ids from 1."""

    def __init__(self, owners: Owners) -> None:
        self.owners = owners
        self.texts = generator().Text(seed=41)
        self.random = random.Random(42)  # noqa: S311 (the same seed each time)
        self.threads: list[Row] = []
        self.posts: list[Row] = []
        self.revisions: list[Row] = []
        self.thread_id, self.post_id = 0, 0

    def thread(self, posts: int) -> None:
        """One more thread with so many posts, the opening one included."""
        self.thread_id += 1
        begun = BEGIN + self.thread_id * BETWEEN_THREADS
        for number in range(1, posts + 1):
            self._post(number, begun + (number - 1) * BETWEEN_POSTS)
        self.threads.append(
            {
                "id": self.thread_id,
                "category_id": self.random.choice(self.owners.categories),
                "created_at": begun,
                "first_published_at": begun,
                "last_post_at": begun + (posts - 1) * BETWEEN_POSTS,
                "last_number": posts,
                "replies": posts - 1,
            }
        )

    def _post(self, number: int, moment: datetime) -> None:
        self.post_id += 1
        row: Row = {"id": self.post_id, "thread_id": self.thread_id, "opening": number == 1}
        row |= {"number": number, "author_kind": AuthorKind.MEMBER, "version": 1}
        row |= {"author_id": self.random.choice(self.owners.members)}
        self.posts.append(row | {"created_at": moment, "published_at": moment})
        source = tidy(self.texts.para())
        title = one_line(self.texts.title()) if number == 1 else None
        wording: Row = {"id": self.post_id, "post_id": self.post_id, "ordinal": 1, "title": title}
        wording |= {"source": source, "html": render(source), "renderer": RENDERER}
        wording |= {"language": "vi", "state": RevisionState.APPROVED, "hold_reasons": []}
        wording |= {"basis": Basis.CATEGORY_MODE, "rule_version_id": self.owners.rule_version}
        self.revisions.append(wording | {"created_at": moment})

    def store(self) -> None:
        """What was written since the last time is in the database, and public."""
        for model, rows in (
            (Thread, self.threads),
            (Post, self.posts),
            (Revision, self.revisions),
        ):
            db.session.execute(sa.insert(cast(sa.Table, model.__table__)), rows)
        # In a second step: a post and its wording refer to each other.
        first, last = self.posts[0]["id"], self.posts[-1]["id"]
        db.session.execute(
            sa.update(Post)
            .where(Post.id.between(first, last))
            .values(state=PostState.PUBLIC, published_revision_id=Post.id)
            .execution_options(synchronize_session=False)
        )
        commit()
        self.threads, self.posts, self.revisions = [], [], []
