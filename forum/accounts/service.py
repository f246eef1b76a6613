"""What a person can do with an account."""

from __future__ import annotations

import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts import policy
from forum.accounts.actors import Actor
from forum.accounts.lifecycle import Role, Scope
from forum.accounts.models import Grant, Person, SignIn
from forum.accounts.names import looks_official
from forum.accounts.passwords import hash_password, matches
from forum.accounts.queries import names_of_officials, person_named, token_hash, username_key
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Forbidden, RuleBroken
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
    """A new citizen's account exists. RuleBroken names the field when a name is taken or could be
    mistaken for an office (``official_names``: this installation's own names)."""
    taken = [*(official_names or []), *names_of_officials()]
    for field, name in (("username", username), ("display_name", display_name)):
        if looks_official(name, taken):
            raise RuleBroken(
                lazy_gettext("This name looks like the name of an office. Please choose another."),
                field,
            )
    person = _add_person(username, display_name, password)
    person.email, person.phone, person.language = email or None, phone or None, language
    db.session.flush()
    open_grant(actor, person, role=Role.CITIZEN)
    audit.record(person, "register", person)
    return person


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
    """``person`` holds ``role`` from now on, for the agency ``scope_id`` or everywhere."""
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


def check_password(username: str, password: str) -> Person | None:
    """The person whose name and password these are, or None; equally slow for unknown names."""
    person = person_named(username)
    right = matches(person.password_hash if person else None, password)
    return person if right and person and policy.may_sign_in(person) else None


def sign_in(person: Person, *, idle: timedelta) -> str:
    """A new sign-in row stands for ``idle``; its token goes into the cookie."""
    token = secrets.token_urlsafe(32)
    moment = clock.now()
    row = SignIn(person_id=person.id, token_hash=token_hash(token), created_at=moment)
    row.last_seen_at, row.expires_at = moment, moment + idle
    db.session.add(row)
    db.session.flush()
    audit.record(person, "sign_in", row)
    return token


def sign_out(person: Person, *, token: str) -> None:
    """The sign-in of this token has ended on the server."""
    _end_sign_ins(person, SignIn.token_hash == token_hash(token))
    audit.record(person, "sign_out", person)


def change_password(actor: Actor, *, old: str, new: str, token: str) -> Person:
    """The new password holds and every other sign-in of the person has ended."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if not matches(actor.password_hash, old):
        raise RuleBroken(lazy_gettext("The present password is not right."), "old_password")
    actor.password_hash = hash_password(new)
    _end_sign_ins(actor, SignIn.token_hash != token_hash(token))
    audit.record(actor, "change_password", actor)
    return actor


def _end_sign_ins(person: Person, which: sa.ColumnElement[bool]) -> None:
    living = sa.update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    db.session.execute(living.where(which).values(ended_at=clock.now()))


def forget_old_sign_ins() -> None:
    """Sign-ins that expired or ended more than a month ago are gone."""
    before = clock.now() - timedelta(days=30)
    db.session.execute(
        sa.delete(SignIn).where(sa.or_(SignIn.expires_at < before, SignIn.ended_at < before))
    )


def prefer_language(actor: Actor, *, tag: str) -> None:
    """Mails and pages come in this language when the browser asks for nothing else."""
    if isinstance(actor, Person):
        actor.language = tag
        audit.record(actor, "prefer_language", actor, tag=tag)
