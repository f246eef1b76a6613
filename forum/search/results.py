"""Found rows as the page shows them: address, heading, excerpt with the found words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.core.text import plain
from forum.languages.domain import current_tag
from forum.rules.queries import in_language
from forum.search.analysis import Token, analyse, outermost, unigrams
from forum.search.highlight import highlight
from forum.search.models import Kind
from forum.search.queries.texts import with_documents
from forum.threads.lifecycle import AuthorKind
from forum.threads.queries.documents import documents_in, words_in
from forum.threads.rows import address, author_name, title_or_hidden

TITLE_WIDTH = 200  # characters; a title is never cut

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Result:
    """What ``search/results.html`` draws; pieces are (text, is a found word)."""

    href: str
    title: Pieces
    excerpt: Pieces
    lang: str
    kind: str  # "explanation" | "official" | "thread" | "reply"
    author_name: str
    category_name: str | None
    published_at: datetime | None
    document: bool = False  # a PDF stands with it, in which the words may have been found


def result(row: Any, tokens: Collection[Token]) -> Result:
    """A row of ``queries.search``."""
    explanation = row.kind is Kind.EXPLANATION
    words = f"{row.summary} {plain(row.html)}" if explanation else plain(row.html)
    return Result(
        href=href_of(row),
        title=highlight(title_of(row), tokens, TITLE_WIDTH),
        excerpt=highlight(words, tokens),
        lang=row.language,
        kind=_kind_of(row),
        author_name=row.agency_name if explanation else author_name(row),
        category_name=None if explanation else in_language(row.category_name, current_tag()),
        published_at=row.published_at,
        document=bool(documents_in(row.attachments)),
    )


def holds_all(row: Any, tokens: Collection[Token]) -> bool:
    """Whether every word asked for stands in the found text; else it only comes near."""
    words = f"{title_of(row)}\n{plain(row.html)}"
    if row.kind is Kind.EXPLANATION:
        words += f"\n{row.summary}"
    if names := documents_in(row.attachments):
        words = with_documents(words, row.attachments, words_in(names))
    return set(unigrams(outermost(list(tokens)))) <= set(unigrams(analyse(words)))


def href_of(row: Any) -> str:
    """The address of the found text itself: a thread, a post in it, an explanation."""
    if row.kind is Kind.EXPLANATION:
        return f"/giai-thich/{row.slug}"
    return address(row.thread_id, row.title) if row.opening else f"/bai/{row.id}"


def title_of(row: Any) -> str:
    """The heading of the found text; a reply stands under that of its thread."""
    return str(row.title) if row.kind is Kind.EXPLANATION else title_or_hidden(row.title)


def _kind_of(row: Any) -> str:
    if row.kind is Kind.EXPLANATION:
        return "explanation"
    if AuthorKind(row.author_kind) is AuthorKind.OFFICE:
        return "official"
    return "thread" if row.opening else "reply"
