"""What a reader has read, keeps and follows, for the pages of threads and their lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.following import queries
from forum.web import observations


@dataclass(frozen=True)
class Marks:
    """How a member stands to one page of a thread."""

    fresh: frozenset[int]  # posts that were not there when the thread was last read
    first_unread: str | None  # where the first of them stands
    kept: frozenset[int]  # posts
    follows: bool
    asked: frozenset[int]  # posts whose question is followed


@dataclass(frozen=True)
class News:
    """What is new in a thread of a list; ``posts`` is None in one that was never opened."""

    posts: int | None
    href: str


def of_page(
    actor: Actor, thread: Any, posts: Sequence[Any], *, questions: Mapping[int, Any], last: bool
) -> Marks | None:
    """The marks on a page of rows of posts, which is now read; None for guests."""
    if not isinstance(actor, Person):
        return None
    about = {state.question_id: post_id for post_id, state in questions.items()}
    ends = (posts[0].number, posts[-1].number) if posts else (0, 0)
    found = queries.standing(actor.id, thread.id, posts=ends, questions=list(about))
    read = max(found.read or 0, observations.read_lately(actor.id, thread.id))
    _observe(actor, thread, posts, last=last)
    fresh = [row for row in posts if read and row.number > read and row.author_id != actor.id]
    return Marks(
        frozenset(row.id for row in fresh),
        _first_unread(thread, posts, read),
        found.kept,
        found.follows,
        frozenset(about[question] for question in found.asked),
    )


def _observe(person: Person, thread: Any, posts: Sequence[Any], *, last: bool) -> None:
    # On the last page up to the thread's own number: the posts behind may have left the thread.
    number = thread.last_number if last else max((row.number for row in posts), default=0)
    if posts and thread.first_published_at is not None:
        observations.read(person.id, thread.id, number)


def _first_unread(thread: Any, posts: Sequence[Any], read: int) -> str | None:
    """On this page its anchor; elsewhere by the number read until now, for this page is read by
    the time the link is followed."""
    if not read or thread.last_number <= read:
        return None
    if posts and posts[0].number <= read + 1:
        later = [row.id for row in posts if row.number > read]
        if later:
            return f"#bai-{later[0]}"
    return f"/chu-de/{thread.id}/chua-doc?tu={read}"


def of_list(actor: Actor, threads: Collection[int]) -> Mapping[int, News]:
    """Thread → what is new in it, of these threads; nothing for guests."""
    if not isinstance(actor, Person):
        return {}
    found = {}
    for thread, (last, read) in queries.news_in(actor.id, threads).items():
        number = max(read or 0, observations.read_lately(actor.id, thread))
        if number < last:
            posts = last - number if number else None
            found[thread] = News(posts, f"/chu-de/{thread}/chua-doc")
    return found


def read_up_to(actor: Person, thread_id: int) -> int:
    """The number up to which the actor has read the thread; 0 when it was never opened."""
    lately = observations.read_lately(actor.id, thread_id)
    return max(queries.read_up_to(actor.id, thread_id), lately)
