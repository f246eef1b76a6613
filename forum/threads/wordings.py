"""What changed between two wordings, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from forum.threads.models import Revision

Change = tuple[str, str]  # "same", "added" or "removed", and the words
MOST_WORDS = 4000  # difflib is quadratic in the worst case; 10,000 characters stay below


def changes(before: str, after: str) -> list[Change]:
    """The words of both texts in reading order, each marked as same, added or removed."""
    old, new = _words(before), _words(after)
    found: list[Change] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > MOST_WORDS)
    for op, i1, i2, j1, j2 in matcher.get_opcodes():
        if op == "equal":
            found.append(("same", " ".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(("removed", " ".join(old[i1:i2])))
        if j2 > j1:
            found.append(("added", " ".join(new[j1:j2])))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def differences(wordings: Sequence[Revision]) -> list[tuple[Revision, list[Change]]]:
    """Each wording, newest first, with what changed since the one before it."""
    steps = []
    before = ""
    for wording in wordings:
        steps.append((wording, changes(before, wording.source)))
        before = wording.source
    return list(reversed(steps))
