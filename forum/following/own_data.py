"""What this room stores about a person."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.core.records import Record, records
from forum.following.models import Bookmark, ReadMark, Subscription


def read_marks(person_id: int) -> Iterator[Record]:
    """Up to which post each thread was read."""
    query = sa.select(ReadMark.thread_id, ReadMark.number, ReadMark.at)
    return records(query.where(ReadMark.person_id == person_id).order_by(ReadMark.id))


def bookmarks(person_id: int) -> Iterator[Record]:
    """Posts that were marked."""
    query = sa.select(Bookmark.post_id, Bookmark.at)
    return records(query.where(Bookmark.person_id == person_id).order_by(Bookmark.id))


def subscriptions(person_id: int) -> Iterator[Record]:
    """What is followed."""
    query = sa.select(Subscription.kind, Subscription.ref_id, Subscription.at)
    return records(query.where(Subscription.person_id == person_id).order_by(Subscription.id))
