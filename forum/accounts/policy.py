"""Who is what. Every other policy asks here; nobody compares roles elsewhere."""

from __future__ import annotations

from typing import Any

from forum.accounts.actors import Actor
from forum.accounts.lifecycle import AccountState, Role
from forum.accounts.models import Person


def is_known(actor: Actor, thing: Any = None) -> bool:
    """Somebody who can have texts: signed in, or a guest who proved a tracking code."""
    return actor.actor_id is not None


def is_active(actor: Actor) -> bool:
    """A person who may write: signed in, not suspended."""
    return isinstance(actor, Person) and actor.state is AccountState.ACTIVE


def is_moderator(actor: Actor, thing: Any = None) -> bool:
    """A seat on the board that reviews texts."""
    return is_active(actor) and Role.MODERATOR in actor.roles


def is_staff(actor: Actor, thing: Any = None) -> bool:
    """Works for an office of the authority: may write for it."""
    return is_active(actor) and Role.STAFF in actor.roles


def is_administrator(actor: Actor, thing: Any = None) -> bool:
    """Runs the installation."""
    return is_active(actor) and Role.ADMINISTRATOR in actor.roles


def has_duties(person: Person) -> bool:
    """Holds a role beyond citizen: signed in for a working day at most."""
    return bool(person.roles - {Role.CITIZEN})


def may_sign_in(person: Person) -> bool:
    """A closed account stays closed; a suspended one may still read and see why."""
    return person.state is not AccountState.CLOSED
