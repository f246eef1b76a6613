"""Questions, and what offices write."""

from __future__ import annotations

from dataclasses import dataclass

from forum.outbox.facts.fact import Fact


@dataclass(frozen=True)
class QuestionReceived(Fact):
    """A question or letter arrived; the duty to answer began."""

    question_id: int


@dataclass(frozen=True)
class PostTakenUp(Fact):
    """The board or staff made a question of a member's post."""

    question_id: int


@dataclass(frozen=True)
class OfficialTextSubmitted(Fact):
    """An office's text waits for approval by another person."""

    text_id: int


@dataclass(frozen=True)
class OfficialTextReturned(Fact):
    """An approver gave an office's text back to its writer."""

    text_id: int


@dataclass(frozen=True)
class OfficialTextPublished(Fact):
    """A reply, clarification or explanation was published."""

    text_id: int


@dataclass(frozen=True)
class OfficialTextWithdrawn(Fact):
    """A published text of an office was taken back, with a reason that stays visible."""

    text_id: int
