"""Reads, one file a noun."""

from __future__ import annotations

from forum.following.queries.kept import (
    bookmarks_of,
    followers,
    get_subscription_for,
    is_following,
    opened_by,
    subscriptions_of,
    thread_titles,
)
from forum.following.queries.reading import (
    Standing,
    first_after,
    marks_carried,
    news_in,
    read_up_to,
    standing,
    unread_threads,
)

__all__ = [
    "Standing",
    "bookmarks_of",
    "first_after",
    "followers",
    "get_subscription_for",
    "is_following",
    "marks_carried",
    "news_in",
    "opened_by",
    "read_up_to",
    "standing",
    "subscriptions_of",
    "thread_titles",
    "unread_threads",
]
