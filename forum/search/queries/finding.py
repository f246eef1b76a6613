"""What a query finds, and what of it an actor may read."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core.db import Word, rows
from forum.core.text import one_line
from forum.official.models import OfficialText
from forum.official.queries import explanations_public
from forum.places.models import Agency
from forum.search.analysis import Token, analyse
from forum.search.engines import database_engine, file_engine
from forum.search.engines.base import EngineBroken, Query, query_of
from forum.search.engines.tiers import NEWEST_RANKED
from forum.search.models import Kind
from forum.search.queries.texts import meant_by
from forum.threads.lifecycle import PostState
from forum.threads.models import Category, Post, Revision, Thread
from forum.threads.queries.visibility import (
    READER,
    Opening,
    Published,
    for_each_kind,
    opening_of,
    posts_readable_by,
)

QUERY_CHARACTERS = 200  # of a longer query the rest is not read

log = logging.getLogger(__name__)
_Heading = aliased(Revision, name="heading")
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_KINDS = {kind: sa.literal(kind, Word(Kind)).label("kind") for kind in Kind}


@dataclass(frozen=True)
class Found:
    """The answer to a query: which engine gave it, its tokens for marking, readable rows in order;
    ``following`` is where the next page begins, or None."""

    engine: str
    tokens: Sequence[Token]
    rows: Sequence[Any]
    following: int | None


def search(actor: Actor, words: str, *, limit: int, start: int = 0) -> Found:
    """What ``actor`` may read of what matches ``words``, best first, from candidate ``start`` on.

    The index proposes, the readable selects decide: a text that was hidden a moment ago is not
    shown, whatever the index says.
    """
    tokens = analyse(one_line(words)[:QUERY_CHARACTERS])
    query = query_of(tokens)
    found: list[Any] = []
    engine, at = "", start
    while len(found) <= limit and at < NEWEST_RANKED:
        engine, ids = candidates(query, limit + 1, at)
        readable = readable_rows(actor, ids)
        for place, document in enumerate(ids, at):
            if document in readable:
                if len(found) == limit:
                    return Found(engine, tokens, found, place)
                found.append(readable[document])
        at += limit + 1
        if len(ids) <= limit:
            break
    return Found(engine, tokens, found, None)


def candidates(query: Query, limit: int, offset: int = 0) -> tuple[str, list[int]]:
    """The engine that answered and document ids, best first. A broken Whoosh index is no reason
    to leave a question unanswered: the database's own index is always there."""
    files = file_engine()
    if files is not None:
        try:
            return files.name, files.candidates(query, limit, offset)
        except EngineBroken as broken:
            log.warning("the Whoosh index does not answer, the database does: %s", broken)
            files.report_broken()
    engine = database_engine()
    return engine.name, engine.candidates(query, limit, offset)


def readable_rows(actor: Actor, documents: Collection[int]) -> dict[int, Any]:
    """Document id → row of its text, of those that ``actor`` may read now."""
    # In one statement with the rows, SQLite reads every document of the kind to find these few.
    meant = meant_by(documents)
    found: list[Any] = []
    for kind, build in ((Kind.POST, _post_rows), (Kind.EXPLANATION, _explanation_rows)):
        ids = [ref_id for of_kind, ref_id in meant if of_kind is kind]
        if ids:
            found += rows(build(actor), **{READER: actor.actor_id}, ids=ids)
    return {meant[row.kind, row.id]: row for row in found}


@for_each_kind
def _post_rows(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            _KINDS[Kind.POST],
            Post.id,
            Post.thread_id,
            Post.opening,
            Post.author_kind,
            Post.author_name,
            Post.named,
            Post.published_at,
            Thread.source_id,
            Published.html,
            Published.attachments,
            Published.language,
            sa.case((Opening.state == PostState.PUBLIC, _Heading.title)).label("title"),
            Category.name.label("category_name"),
            Person.display_name.label("member_name"),
            Agency.name.label("agency_name"),
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Category, Category.id == Thread.category_id)
        .join(Published, Published.id == Post.published_revision_id)
        .join(Opening, opening_of(Thread.id))
        .outerjoin(_Heading, _Heading.id == Opening.published_revision_id)
        .outerjoin(Person, Person.id == Post.author_id)
        .outerjoin(Agency, Agency.id == Post.agency_id)
        .where(Post.id.in_(_IDS), posts_readable_by(actor))
    )


@for_each_kind
def _explanation_rows(_actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            _KINDS[Kind.EXPLANATION],
            OfficialText.id,
            OfficialText.slug,
            OfficialText.title,
            OfficialText.summary,
            OfficialText.html,
            OfficialText.attachments,
            OfficialText.language,
            OfficialText.published_at,
            Agency.name.label("agency_name"),
        )
        .join(Agency, Agency.id == OfficialText.agency_id)
        .where(OfficialText.id.in_(_IDS), explanations_public())
    )
