"""Whether a person sends again what they sent some minutes ago: from a second page, after a broken
line, or because the first one seemed to be gone. They are asked; nothing is refused."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import Moment, rows
from forum.core.text import shorten
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post, Revision

MINUTES = 10
LOOKED_AT = 5  # of the newest own texts
LIKE = 0.8  # of all runs of three words in both texts, the share that stands in both
COMPARED = 2_000  # characters, half from each end: six texts of any length stay below 2 ms
FEWEST = 8  # words; "Tôi cũng đồng ý." may be said in two threads
SAMPLED = (
    16  # words of the new text; an earlier one that lacks most of them is not looked at closely
)

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r"^>.*$", re.MULTILINE)
LATELY = (
    sa.select(Post.id, Post.thread_id, Revision.title, Revision.source)
    .join(Revision, Revision.post_id == Post.id)
    .where(
        Post.author_id == sa.bindparam("author"),
        Post.created_at > sa.bindparam("since", type_=Moment),
        Revision.state != RevisionState.WITHDRAWN,
        Revision.state != RevisionState.SUPERSEDED,
    )
    .order_by(Post.created_at.desc())
    .limit(LOOKED_AT)
)


class Gist(NamedTuple):
    """The numbers in a text and its runs of three words; all words of one that has no three."""

    numbers: set[str]
    runs: set[tuple[str, ...]]


class Repeat:
    """The earlier text: where it stands, and its first words."""

    def __init__(self, href: str, source: str) -> None:
        self.href = href
        self.words = shorten(" ".join(source.split()), 100)


def earlier_like(
    actor: Actor,
    source: str,
    *,
    title: str = "",
    thread_id: int | None = None,
    but: int | None = None,
) -> Repeat | None:
    """The actor's newest text of the last MINUTES that says nearly the same, the post ``but``
    apart; None for guests."""
    if not isinstance(actor, Person):
        return None
    since = clock.now() - timedelta(minutes=MINUTES)
    found = rows(LATELY, author=actor.id, since=since)
    if not found:
        return None
    text = f"{title}\n{source}"
    sample, new = _sample(text), None
    for row in found:
        earlier = f"{row.title or ''}\n{row.source}" if title else row.source
        if row.id == but or _is_far(sample, earlier):
            continue
        new = new or gist(text)
        if len(new.runs) < FEWEST - 2 and row.thread_id != thread_id:
            continue
        if alike(new, gist(earlier)):
            return Repeat(f"/bai/{row.id}", row.source)
    return None


def _own(text: str) -> str:
    if ">" in text:
        text = _QUOTED.sub("", text)
    if len(text) > COMPARED:
        text = f"{text[: COMPARED // 2]} {text[-COMPARED // 2 :]}"
    return text


def _sample(text: str) -> list[str]:
    words = _WORD.findall(_own(text).casefold())
    return words[:: len(words) // SAMPLED + 1]


def _is_far(sample: list[str], earlier: str) -> bool:
    # Said before the close look, which takes thirty times as long: nearly all texts are new.
    earlier = earlier.casefold()
    return 2 * sum(word in earlier for word in sample) < len(sample)


def gist(text: str) -> Gist:
    """What is compared: case, signs and quoted lines do not count. Stored texts and fields are NFC
    already."""
    text = _own(text)
    words = _WORD.findall(text.casefold())
    runs: set[tuple[str, ...]] = set(zip(words, words[1:], words[2:], strict=False))
    return Gist(set(_NUMBER.findall(text)), runs or {tuple(words)})


def alike(one: Gist, other: Gist) -> bool:
    """Whether two texts say nearly the same. Another number is another matter: the household, the
    year, the sum."""
    if one.numbers != other.numbers:
        return False
    both = len(one.runs & other.runs)
    return both >= LIKE * (len(one.runs) + len(other.runs) - both)
