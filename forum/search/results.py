"""Found rows as the page shows them: address, heading, excerpt with the found words.

The excerpt is taken from where the words stand: the text itself, what an office says of it on top
of its thread, or a document that was sent with either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from forum.core.text import plain
from forum.languages.domain import current_tag
from forum.official.lifecycle import TextKind
from forum.official.queries.documents import standing_beside
from forum.rules.queries import in_language
from forum.search.analysis import Token, outermost
from forum.search.highlight import Marked, highlight
from forum.search.models import Kind
from forum.search.queries.texts import DOCUMENT_BYTES, words_of_card
from forum.threads.lifecycle import AuthorKind
from forum.threads.queries.documents import documents_in, words_in
from forum.threads.rows import address, author_name, title_or_hidden

TITLE_WIDTH = 200  # characters; a title is never cut
READ_THROUGH = 5  # results of a page; the documents of each may hold 100 KB, looked at in 15 ms

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Result:
    """What ``search/page.html`` draws; pieces are (text, is a found word)."""

    href: str
    title: Pieces
    excerpt: Pieces
    lang: str
    kind: str  # "explanation" | "official" | "thread" | "reply" | "summary" | "clarification"
    author_name: str
    category_name: str | None
    published_at: datetime | None
    document: bool  # a PDF stands with it, in which the words may have been found
    within: str | None  # the name of the PDF that the excerpt is from; empty, if it has none
    near: bool  # a word that was asked for stands nowhere in it


@dataclass(frozen=True)
class _Passage:
    """Words that stand in one place, and who says them."""

    words: str
    href: str
    kind: str
    lang: str
    author_name: str
    published_at: datetime | None
    within: str | None = None


class _Look:
    """One row, and what was found in it until now."""

    def __init__(self, row: Any, tokens: Sequence[Token]) -> None:
        self.row, self._tokens = row, tokens
        self._title = highlight(title_of(row), tokens, TITLE_WIDTH)
        self._passage = _own_passage(row)
        self._marked = highlight(self._passage.words, tokens)
        self._sources, self._read = [(self._passage, row.attachments)], False
        self._missing = {token.text for token in outermost(tokens)} - self._found(self._marked)

    @property
    def lacks(self) -> bool:
        """Whether a word asked for was found nowhere yet."""
        return bool(self._missing)

    def look_at(self, passage: _Passage) -> None:
        """The excerpt is from ``passage`` if more of the words stand there than elsewhere."""
        marked = highlight(passage.words, self._tokens)
        self._missing -= self._found(marked)
        if len(self._found(marked)) > len(self._found(self._marked)):
            self._passage, self._marked = passage, marked

    def look_beside(self, passage: _Passage, files: Any) -> None:
        """The same; its ``files`` may be looked at later."""
        self.look_at(passage)
        self._sources.append((passage, files))

    def documents(self) -> list[str]:
        """Names of all documents beside the passages."""
        return [name for _, files in self._sources for name in documents_in(files)]

    def read_through(self, words: dict[str, str]) -> None:
        """The same for the documents, as far as the index knows them."""
        left, self._read = DOCUMENT_BYTES, True
        for passage, files in self._sources:
            for file in files or ():
                text = words.get(file["name"], "")[:left]
                if text:
                    left -= len(text)
                    self.look_at(replace(passage, words=text, within=file["label"]))

    def result(self) -> Result:
        """What is shown of the row."""
        passage, explained = self._passage, self.row.kind is Kind.EXPLANATION
        return Result(
            href=passage.href,
            title=self._title.pieces,
            excerpt=self._marked.pieces,
            lang=passage.lang,
            kind=passage.kind,
            author_name=passage.author_name,
            category_name=(
                None if explained else in_language(self.row.category_name, current_tag())
            ),
            published_at=passage.published_at,
            document=bool(self.documents()),
            within=passage.within,
            near=self.lacks and (self._read or not self.documents()),
        )

    def _found(self, marked: Marked) -> Set[str]:
        return self._title.words | marked.words


def results(found: Iterable[Any], tokens: Collection[Token]) -> list[Result]:
    """Rows of ``queries.search``. What stands beside a text is read only where its own words are
    not all that was asked for."""
    looks = [_Look(row, list(tokens)) for row in found]
    lacking = [look for look in looks if look.lacks]
    posts = [look.row.id for look in lacking if look.row.kind is Kind.POST]
    beside = standing_beside(posts)
    for look in lacking:
        for passage, files in _cards(look.row, beside):
            look.look_beside(passage, files)
    lacking = [look for look in lacking if look.lacks and look.documents()][:READ_THROUGH]
    words = words_in(name for look in lacking for name in look.documents())
    for look in lacking:
        look.read_through(words)
    return [look.result() for look in looks]


def href_of(row: Any) -> str:
    """The address of the found text itself: a thread, a post in it, an explanation."""
    if row.kind is Kind.EXPLANATION:
        return f"/giai-thich/{row.slug}"
    return address(row.thread_id, row.title) if row.opening else f"/bai/{row.id}"


def title_of(row: Any) -> str:
    """The heading of the found text; a reply stands under that of its thread."""
    return str(row.title) if row.kind is Kind.EXPLANATION else title_or_hidden(row.title)


def _own_passage(row: Any) -> _Passage:
    explanation = row.kind is Kind.EXPLANATION
    return _Passage(
        words=f"{row.summary} {plain(row.html)}" if explanation else plain(row.html),
        href=href_of(row),
        kind=_kind_of(row),
        lang=row.language,
        author_name=row.agency_name if explanation else author_name(row),
        published_at=row.published_at,
    )


def _cards(row: Any, beside: Any) -> Iterator[tuple[_Passage, Any]]:
    """What offices say of a post, each at its place on top of the thread."""
    for card in beside.get(row.id, ()) if row.kind is Kind.POST else ():
        summary = card.kind is TextKind.SUMMARY
        anchor = "tom-tat" if summary else f"lam-ro-{card.id}"
        passage = _Passage(
            words=words_of_card(card),
            href=f"{address(row.thread_id, row.title)}#{anchor}",
            kind="summary" if summary else "clarification",
            lang=card.language,
            author_name=card.agency_name,
            published_at=card.published_at,
        )
        yield passage, card.attachments


def _kind_of(row: Any) -> str:
    if row.kind is Kind.EXPLANATION:
        return "explanation"
    if AuthorKind(row.author_kind) is AuthorKind.OFFICE:
        return "official"
    return "thread" if row.opening else "reply"
