"""Rows as the components show them: items of the queue, lines about decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from forum.core.text import excerpt
from forum.moderation.lifecycle import DecisionKind
from forum.moderation.models import Decision
from forum.moderation.words import OUTCOMES, waited, waiting_since
from forum.screening.words import FOR_REVIEWER
from forum.threads.lifecycle import RevisionState
from forum.threads.rows import author_name, clause_href, clause_title, title_or_hidden

History = Mapping[int, Counter[RevisionState]]


@dataclass(frozen=True)
class QueueItem:
    """What ``components/queue_item.html`` draws."""

    revision_id: int
    href: str
    title: str
    excerpt: str
    reasons: list[str]
    author_name: str
    author_line: str
    waiting_text: str
    kind_text: str
    urgent: bool = False


@dataclass(frozen=True)
class DecisionLine:
    """What ``components/decision_line.html`` draws."""

    at: datetime
    outcome_text: str
    outcome_kind: str
    clause_title: str | None
    clause_href: str | None
    reason: str | None
    where_text: str | None
    where_href: str | None
    role_text: str


def queue_item(row: Any, history: History) -> QueueItem:
    """A row of ``queries.review_queue`` for the component."""
    return QueueItem(
        revision_id=row.id,
        href=f"/duyet-bai/{row.id}",
        title=title_or_hidden(row.title),
        excerpt=excerpt(row.html),
        reasons=hold_reasons(row.hold_reasons),
        author_name=author_name(row),
        author_line=author_line(row.author_id, history),
        waiting_text=_("waiting for %(time)s", time=waiting_since(row.created_at)),
        kind_text=kind_text(row),
    )


def hold_reasons(names: list[str]) -> list[str]:
    """Why it is held; a name that this version does not know is shown as it is stored."""
    return [str(FOR_REVIEWER.get(name, name)) for name in names]


def kind_text(row: Any) -> str:
    """What the waiting text is; the row has ``opening``, ``ordinal`` and ``published_at``."""
    if row.published_at is not None:
        return _("Change of a published text")
    if row.ordinal > 1:
        return _("Changed text, sent again")
    return _("New thread") if row.opening else _("New reply")


def author_line(author_id: int | None, history: History) -> str:
    """What became of the author's earlier texts, in one line."""
    if author_id is None:
        return _("Sent without an account")
    states = history[author_id]
    if not states:
        return _("First text of this author")
    return _(
        "Before: %(approved)d published, %(returned)d returned, %(rejected)d not published",
        approved=states[RevisionState.APPROVED],
        returned=states[RevisionState.RETURNED],
        rejected=states[RevisionState.REJECTED],
    )


def log_line(row: Any) -> DecisionLine:
    """A row of ``queries.public_log``: no reason in free words, no name, no unpublished text."""
    word, kind = OUTCOMES[row.outcome]
    role = _("Moderator")
    if row.kind is DecisionKind.REVIEW:
        role = _("Moderator, after %(time)s", time=waited(row.at - row.sent_at))
    return DecisionLine(
        at=row.at,
        outcome_text=str(word),
        outcome_kind=kind,
        clause_title=clause_title(row.clause) if row.clause else None,
        clause_href=clause_href(row) if row.clause else None,
        reason=None,
        where_text=_("Post no. %(number)s", number=row.post_number) if row.post_id else None,
        where_href=f"/bai/{row.post_id}" if row.post_id else None,
        role_text=role,
    )


def board_line(decision: Decision) -> DecisionLine:
    """A decision for the board's own pages: with the reason and the colleague's name."""
    word, kind = OUTCOMES[decision.outcome]
    return DecisionLine(
        at=decision.at,
        outcome_text=str(word),
        outcome_kind=kind,
        clause_title=clause_title(decision.clause) if decision.clause else None,
        clause_href=clause_href(decision) if decision.clause else None,
        reason=decision.reason or None,
        where_text=None,
        where_href=None,
        role_text=_("Moderator %(name)s", name=decision.decided_by.display_name),
    )
