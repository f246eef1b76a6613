"""Signing in and out, and the password that opens."""

from __future__ import annotations

import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts import policy
from forum.accounts.actors import Actor
from forum.accounts.lasting import lasting_of
from forum.accounts.lifecycle import AccountNews
from forum.accounts.models import Person, SignIn
from forum.accounts.passwords import hash_password, matches
from forum.accounts.queries import person_named, token_hash
from forum.accounts.weakness import refuse_weak
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Forbidden, RuleBroken
from forum.core.settings import setting
from forum.outbox.facts import AccountChanged
from forum.outbox.service import emit


def check_password(username: str, password: str) -> Person | None:
    """The person whose name and password these are, or None; equally slow for unknown names. The
    owner of a closed account comes in when it is opened again."""
    person = person_named(username)
    right = matches(person.password_hash if person else None, password)
    return person if right and person and not policy.is_deleted(person) else None


def sign_in(person: Person, *, browser: str = "") -> str:
    """A new sign-in row stands; its token goes into the cookie. ``browser`` is what its owner will
    recognise it by."""
    token = secrets.token_urlsafe(32)
    moment = clock.now()
    row = SignIn(person_id=person.id, token_hash=token_hash(token), created_at=moment)
    row.last_seen_at, row.expires_at = moment, moment + lasting_of(person).whole
    row.proved_at, row.browser = moment, browser or None
    db.session.add(row)
    db.session.flush()
    audit.record(person, "sign_in", row)
    return token


def sign_out(person: Person, *, token: str) -> None:
    """The sign-in of this token has ended on the server."""
    end_sign_ins(person, SignIn.token_hash == token_hash(token))
    audit.record(person, "sign_out", person)


def change_password(actor: Actor, *, old: str, new: str, token: str) -> Person:
    """The new password holds and every other sign-in of the person has ended."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if not matches(actor.password_hash, old):
        raise RuleBroken(lazy_gettext("The present password is not right."), "old_password")
    refuse_weak(new, actor.username)
    actor.password_hash = hash_password(new)
    end_sign_ins(actor, SignIn.token_hash != token_hash(token))
    audit.record(actor, "change_password", actor)
    emit(AccountChanged(actor.id, AccountNews.PASSWORD_CHANGED.value, actor.id))
    return actor


def end_sign_in(actor: Actor, row: SignIn) -> None:
    """One of the actor's own sign-ins has ended."""
    if not isinstance(actor, Person) or row.person_id != actor.id:
        raise Forbidden("sign-in of another")
    end_sign_ins(actor, SignIn.id == row.id)
    audit.record(actor, "end_sign_in", row)


def end_other_sign_ins(actor: Actor, *, token: str) -> None:
    """The actor is signed in with this token alone."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    end_sign_ins(actor, SignIn.token_hash != token_hash(token))
    audit.record(actor, "end_other_sign_ins", actor)


def end_sign_ins(person: Person, which: sa.ColumnElement[bool]) -> None:
    living = sa.update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    db.session.execute(living.where(which).values(ended_at=clock.now()))


def forget_old_sign_ins() -> None:
    """Sign-ins that ended in one way or another more than a month ago are gone."""
    before = clock.now() - timedelta(days=30)
    unused = before - timedelta(days=setting("SESSION_IDLE_DAYS"))
    over = (SignIn.expires_at < before, SignIn.ended_at < before, SignIn.last_seen_at < unused)
    db.session.execute(sa.delete(SignIn).where(sa.or_(*over)))
