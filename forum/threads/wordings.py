"""What changed between two wordings, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post, Revision

Change = tuple[str, str]  # "same", "added" or "removed", and the words
# Words changed at most for an exact answer: the cost is the square of it, about 0.2 s here.
# difflib knows no such bound: "a a a …" against "b a b a …", 4 kB each, took it 90 s.
MOST_CHANGED = 800


def changes(before: str, after: str) -> list[Change]:
    """The words of both texts in reading order, each marked as same, added or removed. Texts that
    differ in more than MOST_CHANGED words are shown as one removed and one added."""
    old, new = before.split(), after.split()
    found: list[tuple[str, list[str]]] = []
    for mark, word in _steps(old, new):
        if found and found[-1][0] == mark:
            found[-1][1].append(word)
        else:
            found.append((mark, [word]))
    return [(mark, " ".join(words)) for mark, words in found]


def _steps(old: list[str], new: list[str]) -> list[Change]:
    """One mark a word: the shortest edit script (E. W. Myers, 1986)."""
    trace = _furthest(old, new)
    if trace is None:
        return [("removed", word) for word in old] + [("added", word) for word in new]
    steps: list[Change] = []
    x, y = len(old), len(new)
    for edits in range(len(trace) - 1, -1, -1):
        reached, line = trace[edits], x - y
        down = line == -edits or (line != edits and reached[line - 1] < reached[line + 1])
        start = reached[line + 1 if down else line - 1]
        turn = start if down else start + 1
        while x > max(turn, 0) and y > 0:
            x, y = x - 1, y - 1
            steps.append(("same", old[x]))
        if edits and down:
            y -= 1
            steps.append(("added", new[y]))
        elif edits:
            x -= 1
            steps.append(("removed", old[x]))
    return steps[::-1]


def _furthest(old: list[str], new: list[str]) -> list[dict[int, int]] | None:
    """For each number of edits, how far each diagonal had come before it; None beyond the bound."""
    reached, trace = {1: 0}, []
    for edits in range(min(len(old) + len(new), MOST_CHANGED) + 1):
        trace.append(dict(reached))
        for line in range(-edits, edits + 1, 2):
            down = line == -edits or (line != edits and reached[line - 1] < reached[line + 1])
            x = reached[line + 1] if down else reached[line - 1] + 1
            while x < len(old) and x - line < len(new) and old[x] == new[x - line]:
                x += 1
            reached[line] = x
            if x >= len(old) and x - line >= len(new):
                return trace
    return None


@dataclass(frozen=True)
class Step:
    """A wording, where it stands, and what changed since the one before it. ``entitled``: nothing
    but a title was given to it, when the board began a thread with it."""

    wording: Revision
    state: str
    title: list[Change]
    text: list[Change]
    entitled: bool = False


def differences(post: Post, wordings: Sequence[Revision]) -> list[Step]:
    """Each wording of the post, given oldest first, the newest first."""
    steps: list[Step] = []
    title = text = ""
    for wording in wordings:
        entitled = bool(wording.title and steps and not title and wording.source == text)
        changed = changes(title, wording.title or ""), changes(text, wording.source)
        steps.append(Step(wording, _state(post, wording), *changed, entitled))
        title, text = wording.title or "", wording.source
    return steps[::-1]


def _state(post: Post, wording: Revision) -> str:
    """What ``threads/history.html`` has words for; the shown wording stands where its post does."""
    if wording.state is not RevisionState.APPROVED:
        return wording.state.value
    return post.state.value if wording.id == post.published_revision_id else "replaced"
