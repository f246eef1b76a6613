"""Accounts: made by a citizen or an administrator, granted roles."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.lifecycle import Role, Scope
from forum.accounts.models import Grant, Person
from forum.accounts.names import looks_official
from forum.accounts.passwords import hash_password
from forum.accounts.queries import names_of_officials, person_named, username_key
from forum.accounts.service.confirmation import address_kept, ask_confirmation
from forum.accounts.service.recovery import end_papers, end_reset_links, new_sheet
from forum.accounts.weakness import refuse_weak
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import RuleBroken
from forum.core.text import skeleton


def register(
    actor: Actor,
    *,
    username: str,
    display_name: str,
    password: str,
    email: str | None = None,
    phone: str | None = None,
    language: str | None = None,
    official_names: list[str] | None = None,
) -> Person:
    """A new citizen's account exists, with recovery codes to be shown, and a link that confirms the
    address is on its way. RuleBroken names the field when a password is one that others try first,
    a name is taken or could be mistaken for an office (``official_names``: this installation's)."""
    refuse_weak(password, username)
    refuse_official(username, display_name, official_names or ())
    person = _add_person(username, display_name, password)
    person.email, person.phone, person.language = address_kept(email), phone or None, language
    db.session.flush()
    open_grant(actor, person, role=Role.CITIZEN)
    new_sheet(person)
    audit.record(person, "register", person)
    if person.email:
        ask_confirmation(person)
    return person


def refuse_official(username: str, display_name: str, official_names: Iterable[str]) -> None:
    """RuleBroken names the field whose name could be mistaken for an office or an official."""
    taken = [*official_names, *names_of_officials()]
    for field, name in (("username", username), ("display_name", display_name)):
        if looks_official(name, taken):
            raise RuleBroken(
                lazy_gettext("This name looks like the name of an office. Please choose another."),
                field,
            )


def create_person(
    actor: Actor, *, username: str, display_name: str, password: str, role: Role
) -> Person:
    """An account made by an administrator: confirmed in person, with ``role`` granted."""
    person = _add_person(username, display_name, password)
    person.confirmed_at = clock.now()
    db.session.flush()
    open_grant(actor, person, role=Role.CITIZEN)
    if role is not Role.CITIZEN:
        open_grant(actor, person, role=role)
    audit.record(actor, "create_person", person, role=role.value)
    return person


def _add_person(username: str, display_name: str, password: str) -> Person:
    if person_named(username) is not None:
        raise RuleBroken(
            lazy_gettext("This sign-in name is taken. Please choose another."), "username"
        )
    person = Person(
        username=username,
        username_key=username_key(username),
        display_name=display_name or username,
        display_key=skeleton(display_name or username)[:160],
        password_hash=hash_password(password),
        created_at=clock.now(),
    )
    db.session.add(person)
    return person


def open_grant(actor: Actor, person: Person, *, role: Role, scope_id: int | None = None) -> Grant:
    """``person`` holds ``role`` from now on, for the agency ``scope_id`` or everywhere. Paper codes
    and reset links end with it: nobody who had one before signs in with the new role."""
    grant = Grant(
        person_id=person.id,
        role=role,
        scope=Scope.AGENCY if scope_id else Scope.FORUM,
        scope_id=scope_id,
        opened_at=clock.now(),
        opened_by_id=actor.actor_id if isinstance(actor, Person) else None,
    )
    db.session.add(grant)
    audit.record(actor, "open_grant", person, role=role.value, scope_id=scope_id)
    db.session.flush()
    if role is not Role.CITIZEN:
        end_papers(person)
        end_reset_links(person)
    db.session.expire(person, ["grants"])
    return grant


def close_grants(actor: Actor, person: Person, *, role: Role) -> None:
    """``person`` holds ``role`` no longer; what was done with it stays."""
    closed = db.session.execute(
        sa.update(Grant)
        .where(Grant.person_id == person.id, Grant.role == role, Grant.closed_at.is_(None))
        .values(closed_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if closed.rowcount:  # type: ignore[attr-defined]
        audit.record(actor, "close_grants", person, role=role.value)
    db.session.expire(person, ["grants"])


def prefer_language(actor: Actor, *, tag: str) -> None:
    """Mails and pages come in this language when the browser asks for nothing else."""
    if isinstance(actor, Person):
        actor.language = tag
        audit.record(actor, "prefer_language", actor, tag=tag)
