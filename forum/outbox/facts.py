"""Everything that can happen and that another room may want to know: ids only, no text.

A reader re-reads the present state; by then a text may be hidden again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    known: ClassVar[dict[str, type[Fact]]] = {}

    def __init_subclass__(cls) -> None:
        Fact.known[cls.__name__] = cls

    def payload(self) -> dict[str, Any]:
        return asdict(self)


def read(name: str, payload: dict[str, Any]) -> Fact:
    """The fact that was written under ``name``; KeyError for a name this version does not know."""
    return Fact.known[name](**payload)


@dataclass(frozen=True)
class RevisionSubmitted(Fact):
    """A text waits for review."""

    revision_id: int


@dataclass(frozen=True)
class RevisionApproved(Fact):
    """A text was published, by review or because its category publishes first."""

    revision_id: int


@dataclass(frozen=True)
class RevisionReturned(Fact):
    """A text went back to its author to be changed."""

    revision_id: int


@dataclass(frozen=True)
class RevisionRejected(Fact):
    """A text was not published."""

    revision_id: int


@dataclass(frozen=True)
class PostHidden(Fact):
    """A public post was hidden."""

    post_id: int


@dataclass(frozen=True)
class PostRestored(Fact):
    """A hidden post is public again."""

    post_id: int


@dataclass(frozen=True)
class PostRemoved(Fact):
    """A post was removed; a place-holder stands in its place."""

    post_id: int


@dataclass(frozen=True)
class ThreadsImported(Fact):
    """A whole import became public: threads ``first_id`` to ``last_id``."""

    first_id: int
    last_id: int


@dataclass(frozen=True)
class QuestionReceived(Fact):
    """A question or letter arrived; the duty to answer began."""

    question_id: int


@dataclass(frozen=True)
class PostTakenUp(Fact):
    """The board or staff made a question of a member's post."""

    question_id: int


@dataclass(frozen=True)
class OfficialTextSubmitted(Fact):
    """An office's text waits for approval by another person."""

    text_id: int


@dataclass(frozen=True)
class OfficialTextReturned(Fact):
    """An approver gave an office's text back to its writer."""

    text_id: int


@dataclass(frozen=True)
class OfficialTextPublished(Fact):
    """A reply, clarification or explanation was published."""

    text_id: int


@dataclass(frozen=True)
class OfficialTextWithdrawn(Fact):
    """A published text of an office was taken back, with a reason that stays visible."""

    text_id: int


@dataclass(frozen=True)
class NoticeWritten(Fact):
    """A notice stands in an inbox; a mail may follow."""

    notice_id: int


@dataclass(frozen=True)
class ReceiptNews(Fact):
    """There is news for a guest who left an address; ``word`` chooses the text, ``ref_id`` is what
    it is about, ``key`` tells this news from an equal one later."""

    receipt_id: int
    word: str
    ref_id: int
    key: str


@dataclass(frozen=True)
class ContentReplaced(Fact):
    """All content changed at once: a backup was restored or the sample data removed. Whatever is
    derived from rows is made anew."""


@dataclass(frozen=True)
class IndexingWanted(Fact):
    """The texts of one kind with ids from ``first_id`` to ``last_id`` are to be indexed anew: part
    of an import or of a rebuild, small enough for one transaction."""

    kind: str
    first_id: int
    last_id: int


@dataclass(frozen=True)
class DocumentsIndexed(Fact):
    """These documents changed in the database's own index; the files of Whoosh follow."""

    ids: list[int]


@dataclass(frozen=True)
class MailTestWanted(Fact):
    """An administrator wants to see whether mail works; the address stands in the site's row."""

    site_id: int
