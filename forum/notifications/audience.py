"""Whom a published post is news for: each person once, for the nearest reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from forum.core.db import db
from forum.following import queries as following
from forum.following.lifecycle import Kind
from forum.notifications.mentions import mentioned
from forum.notifications.words import Word
from forum.threads.models import Post, Thread
from forum.threads.queries.visibility import Published, public_posts

Audience = Mapping[Word, Collection[int]]


@dataclass(frozen=True)
class Place:
    """Where a post stands."""

    thread_id: int
    category_id: int
    opening: bool


def place_of(post_id: int) -> Place | None:
    """Where a post stands that everybody may read now; None for every other."""
    query = sa.select(Post.thread_id, Thread.category_id, Post.opening)
    query = query.join(Thread, Thread.id == Post.thread_id)
    row = db.session.execute(query.where(Post.id == post_id, public_posts())).first()
    return Place(row[0], row[1], row[2]) if row else None


def audience_of(post_id: int, place: Place) -> Audience:
    """Who is told of it by which word; nobody by two, the author by none."""
    query = sa.select(Post.author_id, Published.html)
    query = query.join(Published, Published.id == Post.published_revision_id)
    author, html = db.session.execute(query.where(Post.id == post_id)).one()
    reasons = {
        Word.MENTIONED: mentioned(html),
        Word.REPLY_IN_THREAD: _openers(place),
        Word.POSTS_IN_THREAD: following.followers(Kind.THREAD, place.thread_id),
        Word.THREAD_IN_CATEGORY: _category(place),
    }
    told: set[int | None] = {author}
    found: dict[Word, Collection[int]] = {}
    for word, people in reasons.items():
        found[word] = [person for person in people if person not in told]
        told.update(found[word])
    return found


def _openers(place: Place) -> Collection[int]:
    """Whoever opened the thread, unless they no longer follow it."""
    query = sa.select(Post.author_id).where(Post.thread_id == place.thread_id, Post.opening)
    opener = db.session.scalar(query)
    followers = following.followers(Kind.THREAD, place.thread_id)
    return [person for person in followers if person == opener]


def _category(place: Place) -> Collection[int]:
    return following.followers(Kind.CATEGORY, place.category_id) if place.opening else []
