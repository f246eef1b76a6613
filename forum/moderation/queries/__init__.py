"""Reads of the board's work: what waits, what was decided, what everybody may know of it."""

from forum.moderation.queries.decisions import (
    decisions_about,
    decisions_on,
    published_wording,
    visibility_reasons,
)
from forum.moderation.queries.log import (
    LogFigures,
    decided_between,
    log_figures,
    public_log,
    review_waits,
)
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
    "decided_between",
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
    "review_waits",
    "visibility_reasons",
    "waiting",
]
