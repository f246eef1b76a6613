"""What an administrator does to another person's account, each act with its reason."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts import policy
from forum.accounts.actors import Actor
from forum.accounts.lifecycle import AccountState, ActKind, Role
from forum.accounts.models import AccountAct, Grant, Person, SignIn
from forum.accounts.queries import people_with
from forum.accounts.service.people import open_grant
from forum.accounts.service.sign_ins import end_sign_ins
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.outbox.facts import AccountActed
from forum.outbox.service import emit


def suspend(actor: Actor, person: Person, *, reason: str) -> AccountAct:
    """The person can sign in and read, and writes nothing until ``restore``."""
    administrator = _administrator(actor, person)
    _keep_an_administrator(actor, person)
    _change_state(person, AccountState.ACTIVE, AccountState.SUSPENDED)
    audit.record(actor, "suspend_person", person)
    return _told(administrator, person, ActKind.SUSPENDED, reason=reason)


def restore(actor: Actor, person: Person, *, reason: str) -> AccountAct:
    """The person writes again."""
    administrator = _administrator(actor, person)
    _change_state(person, AccountState.SUSPENDED, AccountState.ACTIVE)
    audit.record(actor, "restore_person", person)
    return _told(administrator, person, ActKind.RESTORED, reason=reason)


def give_role(
    actor: Actor, person: Person, *, role: Role, scope_id: int | None, reason: str
) -> Grant:
    """The person holds ``role`` everywhere, or for the agency ``scope_id``; RuleBroken when the
    person does already."""
    administrator = _administrator(actor, person)
    _lock(person)
    held = sa.select(Grant.id).where(
        Grant.person_id == person.id,
        Grant.role == role,
        Grant.scope_id.is_(None) if scope_id is None else Grant.scope_id == scope_id,
        Grant.closed_at.is_(None),
    )
    if db.session.scalar(held.limit(1)) is not None:
        raise RuleBroken(lazy_gettext("This account holds this role already."), "role")
    if role is not Role.STAFF and scope_id is not None:
        raise RuleBroken(
            lazy_gettext("Only staff are of one office; other roles hold everywhere."), "agency"
        )
    grant = open_grant(actor, person, role=role, scope_id=scope_id)
    _told(administrator, person, ActKind.GRANTED, reason=reason, grant=grant)
    return grant


def take_role(actor: Actor, grant: Grant, *, reason: str) -> Grant:
    """The grant is closed; what was done with it stays. Conflict when it is closed already,
    RuleBroken for what everybody with an account is."""
    person = db.session.get_one(Person, grant.person_id)
    administrator = _administrator(actor, person)
    if not grant.role.is_duty:
        raise RuleBroken(lazy_gettext("A member stays a member: suspend the account instead."))
    if grant.role is Role.ADMINISTRATOR:
        _keep_an_administrator(actor, person)
    closed = db.session.execute(
        sa.update(Grant)
        .where(Grant.id == grant.id, Grant.closed_at.is_(None))
        .values(closed_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if closed.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("grant")
    db.session.refresh(grant)
    db.session.expire(person, ["grants"])
    audit.record(actor, "close_grant", person, role=grant.role.value, scope_id=grant.scope_id)
    _told(administrator, person, ActKind.WITHDRAWN, reason=reason, grant=grant)
    return grant


def sign_out_everywhere(actor: Actor, person: Person, *, reason: str) -> AccountAct:
    """No browser is signed in to the account any more; its password stays."""
    administrator = _administrator(actor, person)
    end_sign_ins(person, SignIn.ended_at.is_(None))
    audit.record(actor, "sign_out_person", person)
    return _told(administrator, person, ActKind.SIGNED_OUT, reason=reason)


def show_contact(actor: Actor, person: Person, *, reason: str) -> AccountAct:
    """The actor may read the person's address and telephone for a short while; the person is
    told."""
    administrator = _administrator(actor, person)
    audit.record(actor, "show_contact", person)
    return _told(administrator, person, ActKind.CONTACT_SHOWN, reason=reason)


def _administrator(actor: Actor, person: Person) -> Person:
    if not policy.may_administer(actor, person) or not isinstance(actor, Person):
        raise Forbidden("administer")
    return actor


def _change_state(person: Person, present: AccountState, new: AccountState) -> None:
    """One conditional UPDATE: of two administrators, one is told that the other was first."""
    changed = db.session.execute(
        sa.update(Person)
        .where(Person.id == person.id, Person.state == present)
        .values(state=new)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("state")
    db.session.refresh(person)


def _lock(person: Person) -> None:
    """Whoever else changes this account waits until we are done; Conflict when its owner has just
    closed it."""
    same = sa.update(Person).where(Person.id == person.id, Person.state != AccountState.CLOSED)
    held = db.session.execute(
        same.values(state=Person.state).execution_options(synchronize_session=False)
    )
    if held.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("state")


def _keep_an_administrator(actor: Actor, person: Person) -> None:
    """Somebody else than ``person`` runs the forum. Two who take the role from each other at once
    wait here for each other; the second is no administrator any more and is refused."""
    open_ones = sa.update(Grant).where(Grant.role == Role.ADMINISTRATOR, Grant.closed_at.is_(None))
    db.session.execute(
        open_ones.values(role=Role.ADMINISTRATOR).execution_options(synchronize_session=False)
    )
    left = {one.id for one in people_with(Role.ADMINISTRATOR)} - {person.id}
    if actor.actor_id not in left:
        raise RuleBroken(lazy_gettext("The last administrator keeps the role."))


def _told(
    actor: Person, person: Person, kind: ActKind, *, reason: str, grant: Grant | None = None
) -> AccountAct:
    """The act stands with its reason, and its owner is told."""
    act = AccountAct(
        person_id=person.id,
        kind=kind,
        role=grant.role if grant else None,
        grant_id=grant.id if grant else None,
        reason=reason,
        by_id=actor.id,
        at=clock.now(),
    )
    db.session.add(act)
    db.session.flush()
    emit(AccountActed(act.id))
    return act
