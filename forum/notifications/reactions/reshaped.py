"""Who is told that posts now stand elsewhere."""

from __future__ import annotations

from forum.following import queries as following
from forum.following import service as following_service
from forum.following.lifecycle import Kind
from forum.notifications import queries
from forum.notifications.service import tell_many
from forum.notifications.words import Word
from forum.outbox import facts


def tell_moved(fact: facts.ThreadMoved) -> None:
    """Who opened or follows the thread."""
    people = following.followers(Kind.THREAD, fact.thread_id)
    tell_many(people, Word.THREAD_MOVED, fact.thread_id)


def tell_merged(fact: facts.ThreadMerged) -> None:
    """Who opened or followed the thread that is no more; they follow the other one now."""
    people = following.followers(Kind.THREAD, fact.thread_id)
    following_service.join_threads(fact.thread_id, fact.into_id)
    tell_many(people, Word.THREAD_MERGED, fact.into_id)


def tell_split(fact: facts.PostsSplit) -> None:
    """The authors of the posts, who follow the new thread from now on, and who follows the old."""
    authors = queries.authors_in(fact.new_thread_id)
    following_service.follow_all(Kind.THREAD, fact.new_thread_id, authors)
    followers = following.followers(Kind.THREAD, fact.thread_id)
    tell_many(sorted({*authors, *followers}), Word.POSTS_SPLIT, fact.new_thread_id)
