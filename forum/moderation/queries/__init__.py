"""Reads of the board's work: what waits, what was decided, what everybody may know of it."""

from forum.moderation.queries.decisions import (
    decisions_about,
    decisions_on,
    published_wording,
    visibility_reasons,
)
from forum.moderation.queries.log import LogFigures, log_figures, public_log
from forum.moderation.queries.queue import (
    author_history,
    get_revision_for,
    next_waiting,
    own_waiting,
    queue_row,
    review_queue,
    waiting,
)

__all__ = [
    "LogFigures",
    "author_history",
    "decisions_about",
    "decisions_on",
    "get_revision_for",
    "log_figures",
    "next_waiting",
    "own_waiting",
    "public_log",
    "published_wording",
    "queue_row",
    "review_queue",
    "visibility_reasons",
    "waiting",
]
