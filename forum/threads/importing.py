"""Threads from elsewhere: published at once, known by their ``source_id``, written in batches.

A batch is one transaction; the news goes out once, after the last. An import that was killed is
simply run again: it skips what stands and announces everything not yet announced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.text import RENDERER, render
from forum.outbox import facts
from forum.outbox.models import FactRow
from forum.outbox.service import emit
from forum.rules.queries import version_in_force
from forum.threads.happenings import note_imports
from forum.threads.lifecycle import AuthorKind, Basis, PostState, RevisionState
from forum.threads.models import Category, Post, Revision, Thread

NAME_CHARACTERS = 80


@dataclass(frozen=True)
class SourceText:
    """One text of another collection. ``created_at`` None: now; ``category``: a slug or ""."""

    source_id: str
    title: str
    body: str
    language: str = "vi"
    category: str = ""
    author: str = ""
    created_at: datetime | None = None


def import_batch(actor: Actor, category: Category, texts: Sequence[SourceText]) -> list[int]:
    """Each text that was not there yet is a public thread in ``category``; ids of the new ones."""
    fresh = _not_yet_here(texts)
    if not fresh:
        return []
    # Before the first write: nothing is rendered while SQLite's write lock is held.
    html = {key: render(text.body) for key, text in fresh.items()}
    moment, version_id = clock.now(), version_in_force().id
    threads = [_thread(text, category.id, text.created_at or moment) for text in fresh.values()]
    ids = {source_id: thread_id for thread_id, source_id in _insert(Thread, threads, "source_id")}
    posts = [_post(text, ids[key], text.created_at or moment) for key, text in fresh.items()]
    post_ids = {thread_id: post_id for post_id, thread_id in _insert(Post, posts, "thread_id")}
    revisions = [
        _revision(text, post_ids[ids[key]], html[key], text.created_at or moment)
        | {"rule_version_id": version_id}
        for key, text in fresh.items()
    ]
    _insert(Revision, revisions, "post_id")
    _publish(list(post_ids.values()))
    note_imports(list(post_ids))
    new = sorted(ids.values())
    audit.record(
        actor, "import_threads", category, first_id=new[0], last_id=new[-1], threads=len(new)
    )
    return new


def announce_imports() -> facts.ThreadsImported | None:
    """One fact covers every imported thread that none covered yet; None when there is none."""
    told = db.session.scalars(
        sa.select(FactRow.payload).where(FactRow.name == facts.ThreadsImported.__name__)
    )
    last = max((payload["last_id"] for payload in told), default=0)
    query = sa.select(sa.func.min(Thread.id), sa.func.max(Thread.id))
    untold = query.where(Thread.source_id.is_not(None), Thread.id > last)
    first_id, last_id = db.session.execute(untold).one()
    if first_id is None:
        return None
    fact = facts.ThreadsImported(first_id=first_id, last_id=last_id)
    emit(fact)
    return fact


def _not_yet_here(texts: Sequence[SourceText]) -> dict[str, SourceText]:
    fresh: dict[str, SourceText] = {}
    for text in texts:
        fresh.setdefault(text.source_id, text)
    query = sa.select(Thread.source_id).where(Thread.source_id.in_(list(fresh)))
    for known in db.session.scalars(query):
        fresh.pop(known or "", None)
    return fresh


def _thread(text: SourceText, category_id: int, moment: datetime) -> dict[str, Any]:
    row: dict[str, Any] = {"category_id": category_id, "source_id": text.source_id}
    times = ("created_at", "first_published_at", "last_post_at")
    return row | dict.fromkeys(times, moment)


def _post(text: SourceText, thread_id: int, moment: datetime) -> dict[str, Any]:
    return {
        "thread_id": thread_id,
        "opening": True,
        "author_kind": AuthorKind.IMPORTED,
        "author_name": text.author or None,
        "created_at": moment,
        "version": 1,
    }


def _revision(text: SourceText, post_id: int, html: str, moment: datetime) -> dict[str, Any]:
    return {
        "post_id": post_id,
        "ordinal": 1,
        "title": text.title,
        "source": text.body,
        "html": html,
        "renderer": RENDERER,
        "language": text.language,
        "state": RevisionState.APPROVED,
        "basis": Basis.IMPORT,
        "hold_reasons": [],
        "created_at": moment,
    }


def _insert(
    model: type[Thread] | type[Post] | type[Revision], rows: list[dict[str, Any]], known_by: str
) -> list[tuple[int, Any]]:
    """The rows stand; (id, value of the column ``known_by``) of each."""
    table = cast(sa.Table, model.__table__)
    statement = sa.insert(table).returning(table.c.id, table.c[known_by])
    return [(row[0], row[1]) for row in db.session.execute(statement, rows)]


def _publish(post_ids: list[int]) -> None:
    """In a second step: a post and its revision refer to each other."""
    wording = sa.select(Revision.id).where(Revision.post_id == Post.id).scalar_subquery()
    db.session.execute(
        sa.update(Post)
        .where(Post.id.in_(post_ids))
        .values(
            state=PostState.PUBLIC,
            number=1,
            published_at=Post.created_at,
            published_revision_id=wording,
        )
        .execution_options(synchronize_session=False)
    )
