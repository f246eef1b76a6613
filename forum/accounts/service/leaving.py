"""Closing the own account, opening it again, and what is left of one that is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts import policy
from forum.accounts.actors import Actor, System
from forum.accounts.lifecycle import AccountNews, AccountState
from forum.accounts.models import Closing, Person
from forum.accounts.queries.leaving import closing_of, due_closings
from forum.accounts.service.people import close_grants
from forum.accounts.service.sign_ins import end_sign_ins
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, in_our_words, inserting
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.core.settings import setting
from forum.outbox.facts import AccountChanged, AccountDeleted
from forum.outbox.service import emit

Eraser = Callable[[Person, bool], None]  # whose rows go; whether public texts are taken back, too
HAS_DUTIES = lazy_gettext(
    "This account has duties. Please give them back first; then it can be closed or deleted."
)
AT_ONCE = 5  # accounts in one round of the worker: each may have thousands of rows


def close_account(actor: Actor, *, with_texts: bool, seated: bool) -> Closing:
    """The account is closed on every device until its owner comes back, or it is deleted after
    CLOSING_DAYS, with its public texts if so wanted. Its name stands as before. The owner is told.

    ``seated``: whether the person holds a seat of a board, which bars it as a role does.
    """
    person = _leaving(actor, seated)
    made = _close(person, timedelta(days=setting("CLOSING_DAYS")), with_texts)
    row = _standing(person)
    if made:
        audit.record(person, "close_account", person)
        # Whoever finds an open browser shall not do it unseen.
        emit(AccountChanged(person.id, AccountNews.CLOSED.value, person.id))
    return row


def reopen_account(person: Person) -> None:
    """The account is what it was before it was closed. Conflict when it was deleted meanwhile."""
    row = closing_of(person)
    if row is None or not policy.may_reopen(person):
        raise Conflict("closing")
    was = row.was
    gone = sa.delete(Closing).where(Closing.id == row.id, Closing.deleted_at.is_(None))
    done = db.session.execute(gone.execution_options(synchronize_session=False))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("closing")
    db.session.expunge(row)
    person.state = was
    db.session.flush()
    audit.record(person, "reopen_account", person)


def delete_account(
    actor: Actor, *, with_texts: bool, seated: bool, erasers: Iterable[Eraser]
) -> None:
    """Nothing is left of the account but its number beside public texts, decisions and acts. A
    second page that asks for the same finds it done."""
    person = _leaving(actor, seated)
    made = _close(person, timedelta(0), with_texts)
    row = _standing(person)
    if made:
        _erase(person, person, row, erasers)
    elif row.deleted_at is None:
        raise Conflict("closing")


def delete_due(erasers: Iterable[Eraser]) -> None:
    """Accounts whose owners did not come back in time are deleted."""
    for row in due_closings(AT_ONCE):
        _erase(System(), db.session.get_one(Person, row.person_id), row, erasers)


def delete_again(person: Person, *, with_texts: bool, erasers: Iterable[Eraser]) -> None:
    """An account that came back with a backup is deleted as it was; nothing happens to one that is
    deleted. Duties that it had when the backup was made end with it."""
    if policy.is_deleted(person):
        return
    for role in person.roles:
        close_grants(System(), person, role=role)
    _close(person, timedelta(0), with_texts)
    row = _standing(person)
    row.with_texts, row.due_at = with_texts, clock.now()
    db.session.flush()
    _erase(System(), person, row, erasers)


def _leaving(actor: Actor, seated: bool) -> Person:
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if seated or policy.has_duties(actor):
        raise RuleBroken(HAS_DUTIES)
    return actor


def _close(person: Person, wait: timedelta, with_texts: bool) -> bool:
    """False when another page of the person was first: two cannot both make the row."""
    if not policy.may_sign_in(person):
        return False
    moment = clock.now()
    values = {
        "person_id": person.id,
        "was": person.state,
        "with_texts": with_texts,
        "closed_at": moment,
        "due_at": moment + wait,
    }
    with in_our_words():
        adding = inserting(Closing).on_conflict_do_nothing().returning(Closing.id)
        made = db.session.execute(adding, values).first()
    if made is None:
        return False
    open_still = sa.update(Person).where(Person.id == person.id, Person.state == person.state)
    done = db.session.execute(
        open_still.values(state=AccountState.CLOSED).execution_options(synchronize_session=False)
    )
    # An administrator who suspends the account at this moment was first,
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("state")
    db.session.refresh(person)
    db.session.expire(person, ["grants"])
    if policy.has_duties(person):  # or one who gave it a role.
        raise RuleBroken(HAS_DUTIES)
    end_sign_ins(person, sa.true())
    return True


def _standing(person: Person) -> Closing:
    row = closing_of(person)
    if row is None:
        raise Conflict("closing")
    return row


def _erase(actor: Actor, person: Person, row: Closing, erasers: Iterable[Eraser]) -> None:
    """The first write is conditional: of two who delete at once, or of the worker and an owner who
    comes back, one waits and is told."""
    ended = sa.update(Closing).where(Closing.id == row.id, Closing.deleted_at.is_(None))
    done = db.session.execute(
        ended.values(deleted_at=clock.now()).execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("closing")
    db.session.expire(row, ["deleted_at"])
    for eraser in erasers:
        eraser(person, row.with_texts)
    audit.record(actor, "delete_account", person, with_texts=row.with_texts)
    emit(AccountDeleted(person.id))
