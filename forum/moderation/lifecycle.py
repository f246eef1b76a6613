"""What a reviewer can decide, and what each outcome does to the text."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from forum.threads.lifecycle import PostState, RevisionState


class DecisionKind(enum.StrEnum):
    """review: of a waiting text; visibility: of a public post; appeal: of an earlier decision."""

    REVIEW = "review"
    VISIBILITY = "visibility"
    APPEAL = "appeal"


class Outcome(enum.StrEnum):
    """The decision itself."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    HIDE = "hide"
    RESTORE = "restore"
    REMOVE = "remove"


REVISION_STATE: Mapping[Outcome, RevisionState] = {
    Outcome.APPROVE: RevisionState.APPROVED,
    Outcome.RETURN: RevisionState.RETURNED,
    Outcome.REJECT: RevisionState.REJECTED,
}

POST_STATE: Mapping[Outcome, PostState] = {
    Outcome.HIDE: PostState.HIDDEN,
    Outcome.RESTORE: PostState.PUBLIC,
    Outcome.REMOVE: PostState.REMOVED,
}

# These take something from nobody; every other outcome names a clause and a reason.
FAVOURABLE = frozenset({Outcome.APPROVE, Outcome.RESTORE})

# What can be decided about a post that readers see or saw. A removed post comes back only when an
# appeal is upheld: that is another kind of decision.
VISIBILITY_CHOICES: Mapping[PostState, tuple[Outcome, ...]] = {
    PostState.UNPUBLISHED: (),
    PostState.PUBLIC: (Outcome.HIDE, Outcome.REMOVE),
    PostState.HIDDEN: (Outcome.RESTORE, Outcome.REMOVE),
    PostState.REMOVED: (),
}
