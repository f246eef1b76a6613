"""The address of an account, and that it is the person's."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.lifecycle import AccountNews, KeyPurpose
from forum.accounts.models import FormerAddress, Person
from forum.accounts.passwords import matches
from forum.accounts.queries.keys import goes_to, living_key
from forum.accounts.service.keys import new_key, spend_key
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Forbidden, NotFound, RuleBroken
from forum.core.settings import setting
from forum.outbox.facts import AccountChanged, AddressGivenUp
from forum.outbox.service import emit


def address_kept(email: str | None) -> str | None:
    """The address in small letters, as it is found by when a link is asked for."""
    return email.lower() if email else None


def change_address(actor: Actor, *, email: str | None, password: str) -> bool:
    """Mails go to ``email``: where a confirmed address stands, once the new one is confirmed too,
    so that a mistyped one shuts nobody out. With None they go nowhere, at once. True when a link
    that confirms the address is on its way."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if not matches(actor.password_hash, password):
        raise RuleBroken(lazy_gettext("The present password is not right."), "old_password")
    wanted = address_kept(email)
    actor.new_email = None
    if wanted and wanted != actor.email and actor.email_confirmed_at:
        actor.new_email = wanted
        audit.record(actor, "change_address", actor)
    elif wanted != actor.email:
        _give_up(actor)
        actor.email, actor.email_confirmed_at = wanted, None
        audit.record(actor, "change_address", actor)
    if actor.new_email or (actor.email and actor.email_confirmed_at is None):
        ask_confirmation(actor)
        return True
    return False


def change_phone(actor: Actor, *, phone: str | None) -> None:
    """The office can call ``phone``; None: nothing of it is kept."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if (phone or None) != actor.phone:
        actor.phone = phone or None
        audit.record(actor, "change_phone", actor)


def _give_up(person: Person) -> None:
    """That another address stands from now on is told at the present one, if it is the person's."""
    if person.email and person.email_confirmed_at:
        row = FormerAddress(person_id=person.id, address=person.email, at=clock.now())
        db.session.add(row)
        db.session.flush()
        emit(AddressGivenUp(row.id))
        emit(AccountChanged(person.id, AccountNews.ADDRESS_CHANGED.value, person.id))


def ask_confirmation(actor: Actor) -> None:
    """A link that confirms the address is on its way to it."""
    if not isinstance(actor, Person) or not goes_to(KeyPurpose.CONFIRM, actor):
        raise Forbidden("no address")
    days = timedelta(days=setting("CONFIRM_DAYS"))
    audit.record(actor, "ask_confirmation", new_key(actor, KeyPurpose.CONFIRM, days))


def confirm_address(actor: Actor, *, token: str) -> Person:
    """The address is confirmed; the link is used up. NotFound for a link that opens nothing."""
    found = living_key(token, KeyPurpose.CONFIRM)
    if found is None or not spend_key(found[0]):
        raise NotFound("link")
    row, person = found
    if person.new_email:
        _give_up(person)
        person.email, person.new_email = person.new_email, None
    person.email_confirmed_at = clock.now()
    audit.record(person, "confirm_address", row)
    return person
