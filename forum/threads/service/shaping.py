"""Where posts stand: a thread moved to another category, merged into another thread, or split.

Posts keep their ids, so every link to a post lands; numbers are never given twice, and old ones
lead on (``threads/places.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, in_our_words
from forum.core.errors import Conflict, Forbidden, NotFound, RuleBroken
from forum.outbox import facts
from forum.outbox.service import emit
from forum.threads import policy
from forum.threads.happenings import note
from forum.threads.lifecycle import AuthorKind, Basis, PostState, RevisionState
from forum.threads.models import Category, Happening, Post, Revision, Thread
from forum.threads.places import carry, close, hold, posts_of, settle
from forum.threads.queries.posts import newest_revision

LONGEST_TITLE = 150


def move_thread(actor: Actor, thread: Thread, *, category: Category, seen: int) -> Thread:
    """The thread stands in ``category``. ``seen`` is the id of the category it was seen in:
    Conflict when a colleague has moved it since."""
    _allow(actor, thread)
    _open_to(actor, category)
    if category.id == seen:
        raise RuleBroken(lazy_gettext("The thread already stands in this category."), "category")
    before = thread.category.name
    moved = db.session.execute(
        sa.update(Thread)
        .where(Thread.id == thread.id, Thread.category_id == seen)
        .where(Thread.first_published_at.is_not(None))
        .values(category_id=category.id)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("thread")
    db.session.expire(thread)
    note(thread.id, Happening.MOVED, before=before, after=category.name)
    audit.record(actor, "move_thread", thread, from_id=seen, to_id=category.id)
    emit(facts.ThreadMoved(thread.id, seen, category.id))
    return thread


def merge_threads(actor: Actor, source: Thread, *, into: Thread) -> Thread:
    """All posts of ``source`` stand at the end of ``into`` in their order, its opening post as a
    post among others; every address of ``source`` leads there."""
    _allow(actor, source)
    if source.id == into.id:
        raise RuleBroken(lazy_gettext("A thread cannot be merged with itself."), "target")
    if into.first_published_at is None:
        raise NotFound("thread")
    with in_our_words():
        hold(source, into)
        posts, first = posts_of(source), into.last_number + 1
        carry(posts, into, first_number=first)
        close(source, into)
        settle(into)
    count = sum(post.number is not None for post in posts)
    note(into.id, Happening.MERGED, thread=source.id, posts=count, first=first)
    audit.record(actor, "merge_threads", source, into_id=into.id, posts=count)
    emit(facts.ThreadMerged(source.id, into.id, first))
    emit(facts.ThreadReshaped([into.id]))
    return into


def split_thread(
    actor: Actor,
    thread: Thread,
    *,
    posts: Collection[int],
    title: str,
    category: Category | None = None,
) -> Thread:
    """The posts with these ids are a thread of their own called ``title``, numbered from 1; the
    first of them opens it with its words unchanged. RuleBroken names what is refused at ``posts``
    or ``title``; Conflict when one of them no longer stands in ``thread``."""
    if not isinstance(actor, Person):
        raise Forbidden("reshape")
    _allow(actor, thread)
    category = category or thread.category
    if category.id != thread.category_id:
        _open_to(actor, category)
    _check_title(title)
    if not posts:
        raise RuleBroken(lazy_gettext("Please choose the posts that are to leave."), "posts")
    with in_our_words():
        hold(thread)
        leaving = _leaving(thread, posts)
        begun = _begin(thread, leaving, category)
        carry(leaving, begun, first_number=1)
        _entitle(actor, leaving[0], title)
        settle(thread, begun)
    note(thread.id, Happening.SPLIT, thread=begun.id, posts=len(leaving))
    note(begun.id, Happening.BEGUN, thread=thread.id, posts=len(leaving))
    audit.record(actor, "split_thread", thread, new_id=begun.id, posts=len(leaving))
    emit(facts.PostsSplit(thread.id, begun.id))
    emit(facts.ThreadReshaped([thread.id, begun.id]))
    return begun


def _allow(actor: Actor, thread: Thread) -> None:
    if not policy.may_reshape(actor, thread):
        raise Forbidden("reshape")


def _open_to(actor: Actor, category: Category) -> None:
    if not policy.may_open_thread(actor, category):
        raise RuleBroken(
            lazy_gettext("This category is not open to you. Please choose another."), "category"
        )


def _check_title(title: str) -> None:
    if not title.strip():
        raise RuleBroken(
            lazy_gettext("Please give a title: what is it about, in one line?"), "title"
        )
    if len(title) > LONGEST_TITLE:
        raise RuleBroken(lazy_gettext("The title is too long."), "title")


def _leaving(thread: Thread, ids: Collection[int]) -> Sequence[Post]:
    """The chosen posts as they stand now, in their order, if a thread can begin with them."""
    leaving = posts_of(thread, ids)
    if len(leaving) != len(set(ids)) or any(post.number is None for post in leaving):
        raise Conflict("posts")
    if any(post.opening for post in leaving):
        raise RuleBroken(
            lazy_gettext("The first post stays: it holds the title. Please leave it out."), "posts"
        )
    first = leaving[0]
    if first.state is not PostState.PUBLIC or first.author_kind is AuthorKind.OFFICE:
        raise RuleBroken(
            lazy_gettext("The new thread must begin with a public post that no office wrote."),
            "posts",
        )
    if newest_revision(first).state is RevisionState.PENDING:
        raise RuleBroken(
            lazy_gettext(
                "A change of the first chosen post waits for review. Please decide about it first."
            ),
            "posts",
        )
    return leaving


def _begin(thread: Thread, posts: Sequence[Post], category: Category) -> Thread:
    """A thread that is as old as its first post, so that lists and dates tell the truth."""
    begun = Thread(
        category=category,
        created_at=clock.now(),
        first_published_at=posts[0].published_at,
        last_post_at=posts[0].published_at,
        last_number=1,
        replies=0,
        mode=thread.mode,
    )
    db.session.add(begun)
    db.session.flush()
    return begun


def _entitle(actor: Person, post: Post, title: str) -> None:
    """The same words under the title: wordings are immutable, so this is one more."""
    before = db.session.get_one(Revision, post.published_revision_id)
    wording = Revision(
        post_id=post.id,
        ordinal=newest_revision(post).ordinal + 1,
        title=title,
        source=before.source,
        html=before.html,
        renderer=before.renderer,
        language=before.language,
        state=RevisionState.APPROVED,
        basis=Basis.REVIEW,
        hold_reasons=[],
        rule_version_id=before.rule_version_id,
        created_at=before.created_at,  # nobody edited anything: the words are as old as they were
        attachments=before.attachments,
        decided_by_id=actor.id,
        decided_at=clock.now(),
    )
    db.session.add(wording)
    db.session.flush()
    post.published_revision_id = wording.id
    db.session.flush()
