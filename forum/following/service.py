"""What a person can keep, follow and mark as read, and what is kept in passing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, dialect
from forum.core.errors import Forbidden
from forum.following import policy
from forum.following.lifecycle import Kind
from forum.following.models import Bookmark, ReadMark, Subscription
from forum.following.queries import unread_threads
from forum.threads.models import Category, Post

Rows = list[dict[str, Any]]


@cache
def _inserting(model: Any, name: str) -> Any:
    insert: Any = postgresql.insert if name == "postgresql" else sqlite.insert
    return insert(model)


def _marking() -> Any:
    """Of two numbers for one thread the greater one stays."""
    statement = _inserting(ReadMark, dialect())
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
    audit.record(actor, "read_all", category)
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
    audit.record(actor, "bookmark", post)


def drop_bookmark(actor: Actor, *, post_id: int) -> None:
    """The post does not stand among the actor's bookmarks."""
    found = db.session.scalar(
        sa.select(Bookmark).where(
            Bookmark.person_id == _person(actor).id, Bookmark.post_id == post_id
        )
    )
    if found is not None:
        audit.record(actor, "drop_bookmark", found)
        db.session.delete(found)


def follow(actor: Actor, kind: Kind, ref_id: int) -> None:
    """The actor is told what happens there; the caller has seen that the actor may read it."""
    person = _person(actor)
    follow_all(kind, ref_id, [person.id])
    audit.record(actor, "follow", person, kind=kind.value, ref_id=ref_id)


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
    audit.record(actor, "leave", subscription, kind=subscription.kind.value)
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


def _put_once(model: Any, rows: Rows) -> None:
    if rows:
        statement = _inserting(model, dialect()).on_conflict_do_nothing()
        db.session.connection().execute(statement, rows)


def _person(actor: Actor) -> Person:
    if not isinstance(actor, Person):
        raise Forbidden("follow")
    return actor
