"""Reads of questions and official texts; what other rooms ask for is named here."""

from __future__ import annotations

from forum.official.queries.cards import cards_of_thread, replies_to
from forum.official.queries.questions import (
    answered_thread_ids,
    fresh_answers,
    open_questions_count,
    question_states,
)
from forum.official.queries.texts import awaiting_count, explanations, explanations_public

__all__ = [
    "answered_thread_ids",
    "awaiting_count",
    "cards_of_thread",
    "explanations",
    "explanations_public",
    "fresh_answers",
    "open_questions_count",
    "question_states",
    "replies_to",
]
