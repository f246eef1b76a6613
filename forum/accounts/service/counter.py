"""What staff do for a person who stands at the counter: hand over a paper code, confirm."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts import policy
from forum.accounts.actors import Actor
from forum.accounts.lifecycle import AccountNews, CodeKind, Recognition
from forum.accounts.models import Person, RecoveryCode
from forum.accounts.queries import person_named
from forum.accounts.queries.recovery import code_from, code_hash
from forum.accounts.service.recovery import end_papers
from forum.audit import service as audit
from forum.core import clock
from forum.core.codes import new_nonce
from forum.core.db import db
from forum.core.errors import Forbidden, RuleBroken
from forum.core.settings import setting
from forum.outbox.facts import AccountChanged
from forum.outbox.service import emit


def hand_over_paper(
    actor: Actor, *, username: str, reason: str, recognised: Recognition
) -> RecoveryCode:
    """A paper code opens the account once, for some days; earlier ones open nothing, and the owner
    of the account is told. RuleBroken for accounts with duties and for one's own."""
    person = _person_for(actor, username)
    if not isinstance(actor, Person) or not policy.may_hand_paper_to(actor, person):
        raise RuleBroken(
            lazy_gettext(
                "For one's own account and for accounts with duties no paper code is handed over."
            ),
            "username",
        )
    end_papers(person)
    row = _add_paper(actor, person, reason=reason, recognised=recognised)
    audit.record(actor, "hand_over_paper", row, person_id=person.id, recognised=recognised.value)
    emit(AccountChanged(person.id, AccountNews.PAPER_MADE.value, row.id))
    return row


def confirm_in_person(actor: Actor, *, username: str, recognised: Recognition) -> Person:
    """The account belongs to the person who stood before the actor; its owner is told."""
    person = _person_for(actor, username)
    if not policy.may_confirm(actor, person):
        raise RuleBroken(lazy_gettext("Nobody confirms an own account."), "username")
    done = db.session.execute(
        sa.update(Person)
        .where(Person.id == person.id, Person.confirmed_at.is_(None))
        .values(confirmed_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise RuleBroken(lazy_gettext("This account was confirmed before."), "username")
    db.session.expire(person, ["confirmed_at"])
    audit.record(actor, "confirm_in_person", person, recognised=recognised.value)
    emit(AccountChanged(person.id, AccountNews.CONFIRMED.value, person.id))
    return person


def _person_for(actor: Actor, username: str) -> Person:
    if not policy.may_hand_over(actor):
        raise Forbidden("counter")
    person = person_named(username)
    if person is None or policy.is_deleted(person):
        raise RuleBroken(
            lazy_gettext("There is no account with exactly this sign-in name."), "username"
        )
    return person


def _add_paper(
    actor: Person, person: Person, *, reason: str, recognised: Recognition
) -> RecoveryCode:
    nonce, moment = new_nonce(), clock.now()
    row = RecoveryCode(
        person_id=person.id,
        kind=CodeKind.PAPER,
        code_hash=code_hash(code_from(nonce)),
        nonce=nonce,
        made_at=moment,
        expires_at=moment + timedelta(days=setting("PAPER_CODE_DAYS")),
        made_by_id=actor.id,
        reason=reason,
        recognised=recognised,
    )
    db.session.add(row)
    db.session.flush()
    return row
