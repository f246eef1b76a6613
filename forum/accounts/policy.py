"""Who is what. Every other policy asks here; nobody compares roles elsewhere."""

from __future__ import annotations

from typing import Any

from forum.accounts.actors import Actor
from forum.accounts.lifecycle import NOBODY, AccountState, Role
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


def lacks_second_step(person: Person) -> bool:
    """Has duties, and signs in with a password alone; accounts of tests are excused."""
    return has_duties(person) and person.factor_secret is None and not person.factor_excused_at


def may_switch_off_for(actor: Actor, person: Person) -> bool:
    """An administrator helps somebody who lost the telephone; never oneself, who has to show it."""
    return is_administrator(actor) and actor.actor_id != person.id


def may_invite(actor: Actor, thing: Any = None) -> bool:
    """Whoever grants roles also invites people to them."""
    return is_administrator(actor)


def may_hand_over(actor: Actor, thing: Any = None) -> bool:
    """Serves people at the counter: hands over paper codes, confirms who somebody is."""
    return is_staff(actor) or is_administrator(actor)


def may_hand_paper_to(actor: Actor, person: Person) -> bool:
    """Nobody opens an own account so, and no account that can decide about others."""
    return may_hand_over(actor) and actor.actor_id != person.id and not has_duties(person)


def may_confirm(actor: Actor, person: Person) -> bool:
    """Whoever serves at the counter, for somebody else."""
    return may_hand_over(actor) and actor.actor_id != person.id


def may_reset_by_mail(person: Person) -> bool:
    """A mailbox alone opens no account that can decide about others. Whoever closed an account has
    the ways back of everybody: it is opened again with the password."""
    return bool(person.email) and not is_deleted(person) and not has_duties(person)


def may_administer(actor: Actor, person: Person) -> bool:
    """Suspend, restore, grant, withdraw, sign out: an administrator, never the own account, and
    nothing of a closed one."""
    if person.state is AccountState.CLOSED or actor.actor_id == person.id:
        return False
    return is_administrator(actor)


def may_sign_in(person: Person) -> bool:
    """A closed account stays closed; a suspended one may still read and see why."""
    return person.state is not AccountState.CLOSED


def is_deleted(person: Person) -> bool:
    """Nothing is left of the account but its number: no password opens it."""
    return person.username_key.startswith(NOBODY)


def may_reopen(person: Person) -> bool:
    """A closed account is opened again by its owner, until it is deleted."""
    return person.state is AccountState.CLOSED and not is_deleted(person)
