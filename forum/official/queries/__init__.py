"""Reads of questions and official texts; what other rooms ask for is named here."""

from __future__ import annotations

from forum.official.queries.cards import cards_of_thread, replies_to, summaries_of
from forum.official.queries.inbox import (
    inbox_rows,
    open_questions,
    open_questions_count,
    own_questions,
)
from forum.official.queries.questions import (
    answered_thread_ids,
    fresh_answers,
    question_states,
    reply_times,
    thread_asks,
)
from forum.official.queries.summaries import summaries_standing
from forum.official.queries.texts import (
    awaiting,
    awaiting_count,
    explanations,
    explanations_public,
    own_texts,
    reply_posts_to,
)

__all__ = [
    "answered_thread_ids",
    "awaiting",
    "awaiting_count",
    "cards_of_thread",
    "explanations",
    "explanations_public",
    "fresh_answers",
    "inbox_rows",
    "open_questions",
    "open_questions_count",
    "own_questions",
    "own_texts",
    "question_states",
    "replies_to",
    "reply_posts_to",
    "reply_times",
    "summaries_of",
    "summaries_standing",
    "thread_asks",
]
