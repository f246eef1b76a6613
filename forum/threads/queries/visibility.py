"""Who sees what: the one answer that every output of the forum asks for.

``public_posts`` is what everybody sees; ``posts_readable_by`` adds the reader's own texts. A hidden
or removed post keeps its place, but its words leave the database only for its author; and, in the
history of its wordings, for the board.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.actors import Actor, Guest
from forum.accounts.models import Person
from forum.accounts.policy import is_moderator
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Post, Revision, Thread

Published = aliased(Revision, name="published")
Built = TypeVar("Built", bound=sa.SelectBase)
Opening = aliased(Post, name="opening")  # the post that opens the thread of a row
# For SQLite SQLAlchemy writes a boolean as ``opening = 1``, which hides the partial index on it.
OPENING, _OPENS = sa.text("post.opening"), sa.text("opening.opening")
BY_OFFICE: sa.ColumnElement[Any] = sa.literal_column("post.author_kind = 'office'")  # likewise
READER = "reader"  # the parameter that holds who reads, in every condition of this file


def for_each_kind(build: Callable[[Actor], Built]) -> Callable[[Actor], Built]:
    """``build`` is called once for each kind of reader: a member, a guest with a receipt, anybody
    else. Who reads comes in as the parameter READER; a statement run without it knows nobody."""
    built: dict[str, Built] = {}

    def statement(actor: Actor) -> Built:
        kind = "member" if isinstance(actor, Person) else "receipt"
        kind = "other" if actor.actor_id is None else kind
        if kind not in built:
            built[kind] = build(actor).params({READER: None})
        return built[kind]

    return statement


def opening_of(thread_id: Any) -> sa.ColumnElement[bool]:
    """Condition that joins ``Opening`` to a column with the id of a thread."""
    return sa.and_(Opening.thread_id == thread_id, _OPENS)


def authored_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Posts of this actor: the select beside ``policy.is_author``."""
    reader = sa.bindparam(READER, actor.actor_id, type_=sa.Integer)
    if isinstance(actor, Person):
        return sa.and_(Post.author_id == reader)
    if isinstance(actor, Guest) and actor.receipt_id is not None:
        return sa.and_(Post.receipt_id == reader)
    return sa.false()


def public_posts() -> sa.ColumnElement[bool]:
    """Condition on Post joined with Thread: the words are readable by everybody."""
    return sa.and_(Post.state == PostState.PUBLIC, Thread.first_published_at.is_not(None))


def posts_readable_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Condition on Post joined with Thread: the words are readable by this actor."""
    return sa.or_(public_posts(), authored_by(actor))


def places_readable_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Condition: the post has a place in the thread for this actor, perhaps without its words."""
    kept = sa.and_(Post.state != PostState.UNPUBLISHED, Thread.first_published_at.is_not(None))
    return sa.or_(kept, authored_by(actor))


def wordings_readable_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Condition on Revision joined with Post, beside ``policy.may_see_history``: every own wording;
    for the board, of any post, all but those that their authors took back."""
    if is_moderator(actor):
        return sa.or_(authored_by(actor), Revision.state != RevisionState.WITHDRAWN)
    return authored_by(actor)
