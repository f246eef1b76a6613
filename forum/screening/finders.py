"""What each trigger looks for: pure functions of a text, its author and its category."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass


class Finding(enum.StrEnum):
    """The name of a reason for holding, as stored with the revision and shown to its author."""

    GUEST = "guest"
    NEW_ACCOUNT = "new_account"
    CATEGORY_MODE = "category_mode"


@dataclass(frozen=True)
class Draft:
    """What is known of a text before it is stored. ``approved_before``: texts of this author that
    a reviewer already let through."""

    text: str
    guest: bool
    approved_before: int
    reviewed_first: bool  # the category publishes only after review


# Finder: draft and threshold → found or not.
FINDERS: dict[Finding, Callable[[Draft, int], bool]] = {
    Finding.GUEST: lambda draft, threshold: draft.guest,
    # threshold: how many texts of a new account are reviewed before its author is trusted
    Finding.NEW_ACCOUNT: lambda draft, threshold: (
        not draft.guest and draft.approved_before < threshold
    ),
    Finding.CATEGORY_MODE: lambda draft, threshold: draft.reviewed_first,
}

# Used where the database has no row yet; the same values are installed as reference data.
DEFAULTS: dict[Finding, int] = {
    Finding.GUEST: 0,
    Finding.NEW_ACCOUNT: 2,
    Finding.CATEGORY_MODE: 0,
}


def examine(draft: Draft, thresholds: Mapping[str, int]) -> list[Finding]:
    """The findings of all active triggers (``thresholds``: key → threshold), in a fixed order."""
    return [
        finding
        for finding, finds in FINDERS.items()
        if finding in thresholds and finds(draft, thresholds[finding])
    ]
