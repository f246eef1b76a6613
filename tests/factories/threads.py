"""Categories, threads, posts, made through the services that the forum uses."""

from __future__ import annotations

import itertools

from forum.accounts.models import Person
from forum.core.db import db
from forum.threads import service
from forum.threads.lifecycle import CategoryMode, Posting, RevisionState
from forum.threads.models import Category, Post, Revision, Thread
from forum.threads.queries.posts import newest_revision
from forum.threads.service import Wording
from tests.factories.people import make_citizen, make_moderator

_numbers = itertools.count(1)


def make_category(
    *, mode: CategoryMode = CategoryMode.BEFORE, posting: Posting = Posting.MEMBERS
) -> Category:
    """A category; by default every text in it is reviewed first."""
    number = next(_numbers)
    category = Category(slug=f"chuyen-muc-{number}", position=number, mode=mode, posting=posting)
    category.name = {"vi": f"Chuyên mục {number}", "en": f"Category {number}"}
    category.description = {"vi": "Để thử.", "en": "For tests."}
    db.session.add(category)
    db.session.commit()
    return category


def words(source: str = "Bà con hỏi về nước sinh hoạt.", title: str | None = None) -> Wording:
    return Wording(source=source, title=title, accepts_rules=True)


def seen(post: Post) -> int:
    """The ordinal of the newest wording: what an author sees on the form for changing it."""
    return newest_revision(post).ordinal


def make_pending_thread(
    author: Person | None = None,
    *,
    category: Category | None = None,
    title: str = "Nước sinh hoạt ở bản",
    body: str = "Bản tôi thiếu nước sạch vào mùa khô.",
) -> Revision:
    """The opening revision of a thread that waits for review."""
    revision = service.open_thread(
        author or make_citizen(), category or make_category(), wording=words(body, title)
    )
    db.session.commit()
    return revision


def approve(revision: Revision, moderator: Person | None = None) -> Post:
    """The revision is public, by a reviewer, without the moderation room's record."""
    service.apply_review(
        moderator or make_moderator(),
        revision,
        state=RevisionState.APPROVED,
        seen_version=revision.version,
    )
    db.session.commit()
    return revision.post


def make_thread(author: Person | None = None, **more: object) -> Thread:
    """A public thread."""
    return approve(make_pending_thread(author, **more)).thread  # type: ignore[arg-type]


def make_pending_reply(
    author: Person | None = None, *, thread: Thread | None = None, body: str = "Tôi cũng thế."
) -> Revision:
    """A reply that waits for review."""
    revision = service.submit_reply(
        author or make_citizen(), thread or make_thread(), wording=words(body)
    )
    db.session.commit()
    return revision


def make_post(author: Person | None = None, **more: object) -> Post:
    """A public reply."""
    return approve(make_pending_reply(author, **more))  # type: ignore[arg-type]
