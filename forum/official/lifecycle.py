"""The two axes of an office's work: handling a question, and a text on its way to publication.

Handling is independent of publication: not publishing a text never ends the duty to answer.
Overdue is computed from dates, never a state.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping


class Visibility(enum.StrEnum):
    """The asker's choice. Staff may narrow it with a reason, never widen it."""

    PUBLIC = "public"
    UNNAMED = "unnamed"  # public without the asker's name
    PRIVATE = "private"  # answered to the asker alone; in no list, search or log


class Handling(enum.StrEnum):
    """Where a question stands at the offices."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_ASKER = "waiting_for_asker"
    AWAITING_APPROVAL = "awaiting_approval"
    ANSWERED = "answered"
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    NOT_COMPETENT = "not_competent"
    MERGED = "merged"
    LEGAL_COMPLAINT = "legal_complaint"  # complaint or denunciation: the contact role alone
    WITHDRAWN = "withdrawn"


_SIDE_EXITS = frozenset(
    {
        Handling.TRANSFERRED,
        Handling.NOT_COMPETENT,
        Handling.MERGED,
        Handling.LEGAL_COMPLAINT,
        Handling.WITHDRAWN,
    }
)

HANDLING_MOVES: Mapping[Handling, frozenset[Handling]] = {
    Handling.RECEIVED: _SIDE_EXITS | {Handling.ASSIGNED, Handling.IN_PROGRESS},
    Handling.ASSIGNED: _SIDE_EXITS | {Handling.IN_PROGRESS, Handling.ASSIGNED},
    Handling.IN_PROGRESS: _SIDE_EXITS
    | {Handling.WAITING_FOR_ASKER, Handling.AWAITING_APPROVAL, Handling.ASSIGNED},
    Handling.WAITING_FOR_ASKER: _SIDE_EXITS | {Handling.IN_PROGRESS},
    Handling.AWAITING_APPROVAL: frozenset({Handling.ANSWERED, Handling.IN_PROGRESS}),
    Handling.ANSWERED: frozenset({Handling.CLOSED, Handling.IN_PROGRESS}),
    Handling.CLOSED: frozenset(),
    Handling.TRANSFERRED: frozenset({Handling.ASSIGNED}),
    Handling.NOT_COMPETENT: frozenset(),
    Handling.MERGED: frozenset(),
    Handling.LEGAL_COMPLAINT: frozenset({Handling.RECEIVED}),  # a person found that it is none
    Handling.WITHDRAWN: frozenset(),
}

OPEN = frozenset(
    {
        Handling.RECEIVED,
        Handling.ASSIGNED,
        Handling.IN_PROGRESS,
        Handling.WAITING_FOR_ASKER,
        Handling.AWAITING_APPROVAL,
    }
)


class TextKind(enum.StrEnum):
    """What an office publishes, all by the same path."""

    REPLY = "reply"  # to one question
    CLARIFICATION = "clarification"  # beside one post, which stays unchanged
    EXPLANATION = "explanation"  # of a policy, on its own page
    SUMMARY = "summary"  # of what a thread says, on top of it


class TextState(enum.StrEnum):
    """Where an office's text stands; another person than its writer approves it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    REPLACED = "replaced"  # a summary, by a newer one; still read as an earlier version
    WITHDRAWN = "withdrawn"


UNFINISHED = frozenset({TextState.DRAFT, TextState.SUBMITTED, TextState.APPROVED})

TEXT_MOVES: Mapping[TextState, frozenset[TextState]] = {
    TextState.DRAFT: frozenset({TextState.SUBMITTED}),
    TextState.SUBMITTED: frozenset({TextState.APPROVED, TextState.DRAFT}),
    TextState.APPROVED: frozenset({TextState.PUBLISHED, TextState.DRAFT}),
    TextState.PUBLISHED: frozenset({TextState.WITHDRAWN, TextState.REPLACED}),
    TextState.REPLACED: frozenset({TextState.WITHDRAWN}),
    TextState.WITHDRAWN: frozenset(),
}
