"""What a person can keep, follow and mark as read, and what is kept in passing. Nothing of it goes
into the audit table, where it would stand for ever what somebody reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.core import clock
from forum.core.db import db, inserting
from forum.core.errors import Forbidden
from forum.following import policy
from forum.following.lifecycle import Kind
from forum.following.models import Bookmark, ReadMark, Subscription
from forum.following.queries import marks_carried, unread_threads
from forum.threads.models import Category, Post

Rows = list[dict[str, Any]]


def _marking() -> Any:
    """Of two numbers for one thread the greater one stays."""
    statement = inserting(ReadMark)
    return statement, {
        "index_elements": ["person_id", "thread_id"],
        "set_": {"number": statement.excluded.number, "at": statement.excluded.at},
        "where": ReadMark.number < statement.excluded.number,
    }


def keep_read(found: Mapping[tuple[int, ...], int]) -> None:
    """Each of these (person, thread) was read up to this number, or further."""
    statement, otherwise = _marking()
    moment = clock.now()
    rows = [
        {"person_id": person, "thread_id": thread, "number": number, "at": moment}
        for (person, thread), number in found.items()
    ]
    db.session.connection().execute(statement.on_conflict_do_update(**otherwise), rows)


def read_all(actor: Actor, category: Category) -> None:
    """Nothing in the category is new to the actor."""
    person = _person(actor)
    statement, otherwise = _marking()
    chosen = unread_threads(person.id, category.id)
    columns = ["person_id", "thread_id", "number", "at"]
    marked = statement.from_select(columns, chosen).on_conflict_do_update(**otherwise)
    db.session.connection().execute(marked)


def bookmark(actor: Actor, post: Post) -> None:
    """The post stands among the actor's bookmarks, once."""
    if not policy.may_bookmark(actor, post):
        raise Forbidden("bookmark")
    row = {"person_id": _person(actor).id, "post_id": post.id, "at": clock.now()}
    _put_once(Bookmark, [row])


def drop_bookmark(actor: Actor, *, post_id: int) -> None:
    """The post does not stand among the actor's bookmarks."""
    found = db.session.scalar(
        sa.select(Bookmark).where(
            Bookmark.person_id == _person(actor).id, Bookmark.post_id == post_id
        )
    )
    if found is not None:
        db.session.delete(found)


def follow(actor: Actor, kind: Kind, ref_id: int) -> None:
    """The actor is told what happens there; the caller has seen that the actor may read it."""
    follow_all(kind, ref_id, [_person(actor).id])


def leave(actor: Actor, kind: Kind, ref_id: int) -> None:
    """The actor is no longer told."""
    mine = Subscription.person_id == _person(actor).id
    of = sa.and_(mine, Subscription.kind == kind, Subscription.ref_id == ref_id)
    found = db.session.scalar(sa.select(Subscription).where(of))
    if found is not None:
        end(actor, found)


def end(actor: Actor, subscription: Subscription) -> None:
    """The subscription stands no longer."""
    if not policy.may_end(actor, subscription):
        raise Forbidden("end")
    db.session.delete(subscription)


def follow_all(kind: Kind, ref_id: int, people: Iterable[int]) -> None:
    """Each of these people follows; who already did goes on."""
    moment = clock.now()
    rows: Rows = [
        {"person_id": person, "kind": kind, "ref_id": ref_id, "at": moment} for person in people
    ]
    _put_once(Subscription, rows)


def join_threads(source: int, target: int) -> None:
    """Whoever followed the thread ``source`` follows ``target``, into which it was merged."""
    of = sa.and_(Subscription.kind == Kind.THREAD, Subscription.ref_id == source)
    people = db.session.scalars(sa.select(Subscription.person_id).where(of)).all()
    follow_all(Kind.THREAD, target, people)
    gone = sa.delete(Subscription).where(of)
    db.session.execute(gone.execution_options(synchronize_session=False))


def join_marks(source: int, target: int, first_number: int) -> None:
    """The marks of ``source``, merged into ``target`` from the number ``first_number`` on, count
    there for all who had read what stands before; for others everything in it is still new."""
    statement, otherwise = _marking()
    columns = ["person_id", "thread_id", "number", "at"]
    chosen = marks_carried(source, target, first_number)
    carried = statement.from_select(columns, chosen).on_conflict_do_update(**otherwise)
    db.session.connection().execute(carried)
    gone = sa.delete(ReadMark).where(ReadMark.thread_id == source)
    db.session.execute(gone.execution_options(synchronize_session=False))


def _put_once(model: Any, rows: Rows) -> None:
    if rows:
        statement = inserting(model).on_conflict_do_nothing()
        db.session.connection().execute(statement, rows)


def _person(actor: Actor) -> Person:
    if not isinstance(actor, Person):
        raise Forbidden("follow")
    return actor
