"""The one way into a thread's time line: what happened, in which role, never by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from forum.core import clock
from forum.core.db import append, db
from forum.threads.lifecycle import AuthorKind
from forum.threads.models import By, Happening, Post, Thread, ThreadEvent

OPENED_BY = {
    AuthorKind.MEMBER: By.MEMBER,
    AuthorKind.GUEST: By.GUEST,
    AuthorKind.OFFICE: By.OFFICE,
    AuthorKind.IMPORTED: By.IMPORT,
}


def note(thread_id: int, kind: Happening, by_role: By = By.BOARD, **detail: Any) -> None:
    """The line stands when the caller's transaction is committed. ``detail`` holds numbers, ids and
    names of categories only."""
    append(
        ThreadEvent,
        thread_id=thread_id,
        at=clock.now(),
        kind=kind,
        by_role=by_role,
        detail=detail,
    )


def note_opening(post: Post, *, approved: bool) -> None:
    """The first publication of an opening post, ``approved`` by the board or at once."""
    note(post.thread_id, Happening.OPENED, OPENED_BY[post.author_kind])
    if approved:
        note(post.thread_id, Happening.APPROVED)


def note_imports(thread_ids: Sequence[int]) -> None:
    """Threads of another collection stand here, published when they were written there."""
    opened = sa.select(
        Thread.id,
        Thread.first_published_at,
        sa.literal(Happening.OPENED.value),
        sa.literal(By.IMPORT.value),
        sa.literal({}, ThreadEvent.detail.type),
    ).where(Thread.id.in_(thread_ids))
    columns = ["thread_id", "at", "kind", "by_role", "detail"]
    db.session.execute(sa.insert(ThreadEvent).from_select(columns, opened))
