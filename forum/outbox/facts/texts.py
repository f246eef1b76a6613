"""Texts and the threads they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from forum.outbox.facts.fact import Fact


@dataclass(frozen=True)
class RevisionSubmitted(Fact):
    """A text waits for review."""

    revision_id: int


@dataclass(frozen=True)
class RevisionApproved(Fact):
    """A text was published, by review or because its category publishes first."""

    revision_id: int


@dataclass(frozen=True)
class RevisionReturned(Fact):
    """A text went back to its author to be changed."""

    revision_id: int


@dataclass(frozen=True)
class RevisionRejected(Fact):
    """A text was not published."""

    revision_id: int


@dataclass(frozen=True)
class PostHidden(Fact):
    """A public post was hidden."""

    post_id: int


@dataclass(frozen=True)
class PostRestored(Fact):
    """A hidden post is public again."""

    post_id: int


@dataclass(frozen=True)
class PostRemoved(Fact):
    """A post was removed; a place-holder stands in its place."""

    post_id: int


@dataclass(frozen=True)
class PostTakenBack(Fact):
    """A post was taken back by its author; a place-holder stands in its place."""

    post_id: int


@dataclass(frozen=True)
class ThreadMoved(Fact):
    """A thread stands in another category."""

    thread_id: int
    from_id: int
    to_id: int


@dataclass(frozen=True)
class ThreadMerged(Fact):
    """The posts of a thread stand at the end of another, from number ``first_number`` on."""

    thread_id: int
    into_id: int
    first_number: int


@dataclass(frozen=True)
class PostsSplit(Fact):
    """Posts left a thread and are one of their own."""

    thread_id: int
    new_thread_id: int


@dataclass(frozen=True)
class ThreadReshaped(Fact):
    """Posts came into these threads, left them, or began one."""

    thread_ids: list[int]


@dataclass(frozen=True)
class ThreadsImported(Fact):
    """A whole import became public: threads ``first_id`` to ``last_id``."""

    first_id: int
    last_id: int
