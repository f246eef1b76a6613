"""The address of an account, and that it is the person's."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.lifecycle import KeyPurpose
from forum.accounts.models import Person
from forum.accounts.passwords import matches
from forum.accounts.queries.keys import living_key
from forum.accounts.service.keys import new_key, spend_key
from forum.audit import service as audit
from forum.core import clock
from forum.core.errors import Forbidden, NotFound, RuleBroken
from forum.core.settings import setting


def address_kept(email: str | None) -> str | None:
    """The address in small letters, as it is found by when a link is asked for."""
    return email.lower() if email else None


def change_address(actor: Actor, *, email: str | None, password: str) -> bool:
    """Mails go to ``email`` from now on, or nowhere. A new address is not confirmed; True when a
    link that confirms it is on its way."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if not matches(actor.password_hash, password):
        raise RuleBroken(lazy_gettext("The present password is not right."), "old_password")
    wanted = address_kept(email)
    if wanted != actor.email:
        actor.email, actor.email_confirmed_at = wanted, None
        audit.record(actor, "change_address", actor)
    if actor.email and actor.email_confirmed_at is None:
        ask_confirmation(actor)
        return True
    return False


def ask_confirmation(actor: Actor) -> None:
    """A link that confirms the address is on its way to it."""
    if not isinstance(actor, Person) or not actor.email:
        raise Forbidden("no address")
    days = timedelta(days=setting("CONFIRM_DAYS"))
    audit.record(actor, "ask_confirmation", new_key(actor, KeyPurpose.CONFIRM, days))


def confirm_address(actor: Actor, *, token: str) -> Person:
    """The address is confirmed; the link is used up. NotFound for a link that opens nothing."""
    found = living_key(token, KeyPurpose.CONFIRM)
    if found is None or not spend_key(found[0]):
        raise NotFound("link")
    row, person = found
    person.email_confirmed_at = clock.now()
    audit.record(person, "confirm_address", row)
    return person
