"""The life of a post and of its revisions.

A revision is judged; a post is what readers see. An edit of a public post is a new pending
revision, and the old text stays up until it is judged.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeVar

from forum.core.errors import Conflict


class RevisionState(enum.StrEnum):
    """Where one wording of a text stands."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"  # the author is asked to change something
    REJECTED = "rejected"  # not published, with the clause and how to fix it
    WITHDRAWN = "withdrawn"  # by its author
    SUPERSEDED = "superseded"  # the author wrote a newer wording before this one was judged


class Basis(enum.StrEnum):
    """Why a revision is approved."""

    REVIEW = "review"
    CATEGORY_MODE = "category_mode"  # published first, nothing held it
    OFFICIAL_APPROVAL = "official_approval"
    IMPORT = "import"
    APPEAL = "appeal"


class PostState(enum.StrEnum):
    """What readers see of a post."""

    UNPUBLISHED = "unpublished"
    PUBLIC = "public"
    HIDDEN = "hidden"
    REMOVED = "removed"


class AuthorKind(enum.StrEnum):
    """Who wrote a post."""

    MEMBER = "member"
    GUEST = "guest"
    OFFICE = "office"
    IMPORTED = "imported"


class CategoryMode(enum.StrEnum):
    """before: every text is reviewed before publication; after: trusted authors publish first."""

    BEFORE = "before"
    AFTER = "after"


class Posting(enum.StrEnum):
    """Who may open threads and reply in a category."""

    MEMBERS = "members"
    STAFF = "staff"


class AttachmentState(enum.StrEnum):
    """Where a photo or document stands that was sent along with a text."""

    BEGUN = "begun"  # in a form that was not sent yet: its sender's alone
    SENT = "sent"  # part of a post; its wordings say which of them shows it
    GONE = "gone"  # nobody's any more; the worker takes the file away


State = TypeVar("State", bound=enum.StrEnum)

REVISION_MOVES: Mapping[RevisionState, frozenset[RevisionState]] = {
    RevisionState.PENDING: frozenset(
        {
            RevisionState.APPROVED,
            RevisionState.RETURNED,
            RevisionState.REJECTED,
            RevisionState.WITHDRAWN,
            RevisionState.SUPERSEDED,
        }
    ),
    RevisionState.RETURNED: frozenset({RevisionState.APPROVED}),  # appeal upheld
    RevisionState.REJECTED: frozenset({RevisionState.APPROVED}),  # appeal upheld
    RevisionState.APPROVED: frozenset(),
    RevisionState.WITHDRAWN: frozenset(),
    RevisionState.SUPERSEDED: frozenset(),
}

POST_MOVES: Mapping[PostState, frozenset[PostState]] = {
    PostState.UNPUBLISHED: frozenset({PostState.PUBLIC}),
    PostState.PUBLIC: frozenset({PostState.HIDDEN, PostState.REMOVED}),
    PostState.HIDDEN: frozenset({PostState.PUBLIC, PostState.REMOVED}),
    PostState.REMOVED: frozenset({PostState.PUBLIC}),  # appeal upheld
}


def check_move(moves: Mapping[State, frozenset[State]], present: State, new: State) -> None:
    """Raises Conflict when the table does not allow the move."""
    if new not in moves[present]:
        raise Conflict(f"{present.value} to {new.value}")
