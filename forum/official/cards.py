"""Rows as the components show them: states in words, questions, replies, clarifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from forum.core.text import excerpt, plain, shorten, slug
from forum.languages.domain import current_tag
from forum.official.lifecycle import Handling, TextKind, TextState, Visibility
from forum.official.wordings import TITLE_CHARACTERS
from forum.rules.queries import in_language

Files = Sequence[Mapping[str, Any]]  # as ``OfficialText.attachments`` has them

# Handling → kind of chip and what everybody reads.
HANDLING_WORDS: Mapping[Handling, tuple[str, Any]] = {
    Handling.RECEIVED: ("turmeric", _l("Received")),
    Handling.ASSIGNED: ("turmeric", _l("Given to an office")),
    Handling.IN_PROGRESS: ("turmeric", _l("The office is working on the reply")),
    Handling.WAITING_FOR_ASKER: ("turmeric", _l("The office asked the sender for more")),
    Handling.AWAITING_APPROVAL: ("turmeric", _l("The reply waits for approval")),
    Handling.ANSWERED: ("leaf", _l("Answered officially")),
    Handling.CLOSED: ("leaf", _l("Answered and closed")),
    Handling.TRANSFERRED: ("neutral", _l("Passed on to another office")),
    Handling.NOT_COMPETENT: ("neutral", _l("Not within the competence of this authority")),
    Handling.MERGED: ("neutral", _l("Joined with the same question")),
    Handling.LEGAL_COMPLAINT: ("neutral", _l("Handled apart, as a legal complaint")),
    Handling.WITHDRAWN: ("neutral", _l("Withdrawn by the sender")),
}

TEXT_WORDS: Mapping[TextState, tuple[str, Any]] = {
    TextState.DRAFT: ("neutral", _l("Draft")),
    TextState.SUBMITTED: ("turmeric", _l("Waiting for approval by another person")),
    TextState.APPROVED: ("indigo", _l("Approved, not published yet")),
    TextState.PUBLISHED: ("leaf", _l("Published")),
    TextState.REPLACED: ("neutral", _l("Replaced by a newer one")),
    TextState.WITHDRAWN: ("madder", _l("Withdrawn")),
}

VISIBILITY_WORDS: Mapping[Visibility, Any] = {
    Visibility.PUBLIC: _l("Public, with my name"),
    Visibility.UNNAMED: _l("Public, without my name"),
    Visibility.PRIVATE: _l("Answer only me; nobody else reads it"),
}

# A guest has no name to show or to leave out.
GUESTS_CHOICE: Mapping[Visibility, Any] = {
    Visibility.PUBLIC: _l("Public, signed as a guest"),
    Visibility.UNNAMED: _l("Public, signed as a citizen whose name is not shown"),
    Visibility.PRIVATE: VISIBILITY_WORDS[Visibility.PRIVATE],
}

# The same, said about somebody else.
SENDERS_CHOICE: Mapping[Visibility, Any] = {
    Visibility.PUBLIC: _l("Public, with the sender's name"),
    Visibility.UNNAMED: _l("Public, without the sender's name"),
    Visibility.PRIVATE: _l("Answer only the sender"),
}


@dataclass(frozen=True)
class QuestionState:
    """How a question stands, for a chip."""

    question_id: int
    kind: str
    text: Any


@dataclass(frozen=True)
class QuestionCard:
    """What ``components/question_card.html`` draws."""

    id: int
    href: str
    title: str
    topic_name: str
    area_name: str | None
    received_at: datetime
    state_kind: str
    state_text: Any
    due_text: str | None = None
    joined: int = 0


@dataclass(frozen=True)
class OfficialCard:
    """What ``components/official_card.html`` draws; of a withdrawn reply only that and why."""

    text_id: int
    post_id: int | None
    office_name: str
    approver_position: Any
    published_at: datetime | None
    summary: str
    html: Markup
    about_number: int | None
    about_href: str | None
    withdrawn_at: datetime | None = None
    withdraw_reason: str = ""
    document_number: str | None = None
    check_code: str | None = None
    files: Files = ()


@dataclass(frozen=True)
class ClarificationCard:
    """What ``components/clarification_card.html`` draws; of a withdrawn one only that and why."""

    text_id: int
    claim: str
    summary: str
    html: Markup
    sources: list[str]
    office_name: str
    published_at: datetime | None
    post_number: int | None
    post_href: str | None
    withdrawn_at: datetime | None = None
    withdraw_reason: str = ""
    files: Files = ()


@dataclass(frozen=True)
class SummaryCard:
    """What ``components/summary_card.html`` draws; ``earlier`` counts the thread's other summaries
    that can be read about."""

    text_id: int
    covers: int
    office_name: str
    approver_position: Any
    published_at: datetime | None
    html: Markup
    replaced: bool = False
    earlier: int = 0
    withdrawn_at: datetime | None = None
    withdraw_reason: str = ""


def address_of(text: Any) -> str:
    """Where staff work on an office's text."""
    if text.kind is TextKind.REPLY:
        return f"/can-bo/hoi-dap/{text.question_id}/tra-loi"
    if text.kind is TextKind.CLARIFICATION:
        return f"/can-bo/lam-ro/{text.about_post_id}"
    if text.kind is TextKind.SUMMARY:
        return f"/can-bo/tom-tat/ban/{text.id}"
    return f"/can-bo/giai-thich/{text.id}"


def heading_of(text: Any) -> str:
    """What staff know an office's text by: a reply has no title of its own."""
    return text.title or text.claim or excerpt(text.summary or text.html, TITLE_CHARACTERS)


def question_state(question_id: int, handling: Handling) -> QuestionState:
    kind, text = HANDLING_WORDS[handling]
    return QuestionState(question_id, kind, text)


def question_card(row: Any) -> QuestionCard:
    """A row of ``queries.questions``: it has come through ``public_posts``."""
    title = row.title or shorten(plain(row.html or ""), TITLE_CHARACTERS)
    address = f"/chu-de/{row.thread_id}-{slug(title)}" if row.opening else f"/bai/{row.post_id}"
    kind, text = HANDLING_WORDS[row.handling]
    return QuestionCard(
        id=row.id,
        href=address,
        title=title,
        topic_name=in_language(row.category_name, current_tag()),
        area_name=row.area_name,
        received_at=row.received_at,
        state_kind=kind,
        state_text=text,
    )


def official_card(row: Any) -> OfficialCard:
    """A row of ``queries.cards``: words only while the reply stands."""
    stands = row.withdrawn_at is None
    return OfficialCard(
        text_id=row.id,
        post_id=row.post_id,
        office_name=row.agency_name,
        approver_position=row.approver_position or _l("Another person of the office"),
        published_at=row.published_at,
        summary=row.summary if stands else "",
        html=Markup(row.html if stands else ""),  # noqa: S704 (cleaned when it was stored)
        about_number=row.asked_number,
        about_href=f"/bai/{row.asked_id}" if row.asked_number else None,
        withdrawn_at=row.withdrawn_at,
        withdraw_reason=row.withdraw_reason,
        files=row.attachments or () if stands else (),
    )


def clarification_card(row: Any) -> ClarificationCard:
    """A row of ``queries.cards``: words only while the clarification stands."""
    stands = row.withdrawn_at is None
    return ClarificationCard(
        text_id=row.id,
        claim=row.claim,
        summary=row.summary if stands else "",
        html=Markup(row.html if stands else ""),  # noqa: S704 (cleaned when it was stored)
        sources=list(row.sources) if stands else [],
        office_name=row.agency_name,
        published_at=row.published_at,
        post_number=row.asked_number,
        post_href=f"/bai/{row.asked_id}" if row.asked_number else None,
        withdrawn_at=row.withdrawn_at,
        withdraw_reason=row.withdraw_reason,
        files=row.attachments or () if stands else (),
    )


def summary_card(row: Any) -> SummaryCard:
    """A row of ``queries.cards``: words unless the summary was withdrawn."""
    withdrawn = row.withdrawn_at is not None
    return SummaryCard(
        text_id=row.id,
        covers=row.covers,
        office_name=row.agency_name,
        approver_position=row.approver_position or _l("Another person of the office"),
        published_at=row.published_at,
        html=Markup("" if withdrawn else row.html),  # noqa: S704 (cleaned when it was stored)
        replaced=row.state is TextState.REPLACED,
        earlier=row.earlier,
        withdrawn_at=row.withdrawn_at,
        withdraw_reason=row.withdraw_reason,
    )
