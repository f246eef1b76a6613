"""Notices, mails and the index: what the worker does next."""

from __future__ import annotations

from dataclasses import dataclass

from forum.outbox.facts.fact import Fact


@dataclass(frozen=True)
class NoticeWritten(Fact):
    """A notice stands in an inbox; a mail may follow."""

    notice_id: int


@dataclass(frozen=True)
class DigestMade(Fact):
    """The news of a day or a week waits to be mailed."""

    digest_id: int


@dataclass(frozen=True)
class ReceiptNews(Fact):
    """There is news for a guest who left an address; ``word`` chooses the text, ``ref_id`` is what
    it is about, ``key`` tells this news from an equal one later."""

    receipt_id: int
    word: str
    ref_id: int
    key: str


@dataclass(frozen=True)
class MailTestWanted(Fact):
    """An administrator wants to see whether mail works; the address stands in the site's row."""

    site_id: int


@dataclass(frozen=True)
class ContentReplaced(Fact):
    """A backup was restored or the sample data removed: what is derived is made anew."""


@dataclass(frozen=True)
class IndexingWanted(Fact):
    """Texts of one kind, ids ``first_id`` to ``last_id``, are to be indexed in one transaction."""

    kind: str
    first_id: int
    last_id: int


@dataclass(frozen=True)
class DocumentPublished(Fact):
    """A text with this document was published, and nobody has read the document's words yet."""

    attachment_id: int


@dataclass(frozen=True)
class DocumentRead(Fact):
    """The words of a document of this post are known."""

    post_id: int


@dataclass(frozen=True)
class OfficeDocumentRead(Fact):
    """The words of a document are known that an office's text has, and no post."""

    attachment_id: int


@dataclass(frozen=True)
class DocumentsIndexed(Fact):
    """These documents changed in the database's own index; the files of Whoosh follow."""

    ids: list[int]
