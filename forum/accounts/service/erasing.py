"""What accounts keep of a person, taken away."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from forum.accounts.lifecycle import NOBODY
from forum.accounts.models import (
    AccountAct,
    FormerAddress,
    Grant,
    Invitation,
    MailKey,
    Person,
    RecoveryCode,
    SignIn,
    SpareCode,
    Throttle,
)
from forum.accounts.names import DELETED
from forum.accounts.queries import token_hash
from forum.accounts.queries.leaving import addresses_of
from forum.core import clock
from forum.core.db import db
from forum.core.text import skeleton

# ``Invitation`` and ``AccountAct`` say in somebody else's words who the person is, or what was held
# against them. That an account was invited or suspended, and by whom, stays in the audit table.
OWN: tuple[Any, ...] = (
    SignIn,
    SpareCode,
    RecoveryCode,
    MailKey,
    FormerAddress,
    Invitation,
    AccountAct,
)
UNUSABLE = "!"  # no hash: no password matches, also not the empty one


def forget_person(person: Person, _with_texts: bool) -> None:
    """Names, contact, password, codes, sign-ins are gone; the number and the roles that were held
    stay: without them nobody could tell later who was allowed to decide what."""
    _forget_tries(person)
    for model in OWN:
        going = sa.delete(model).where(model.person_id == person.id)
        db.session.execute(going.execution_options(synchronize_session=False))
    db.session.execute(
        sa.update(Grant)
        .where(Grant.person_id == person.id, Grant.closed_at.is_(None))
        .values(closed_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    person.username = person.username_key = f"{NOBODY}{person.id}"
    person.display_name, person.display_key = DELETED, skeleton(DELETED)
    person.password_hash = UNUSABLE
    for column in EMPTIED:
        setattr(person, column, None)
    db.session.flush()
    db.session.expire(person, ["grants"])


EMPTIED = (
    "email",
    "new_email",
    "email_confirmed_at",
    "phone",
    "language",
    "text_size",
    "confirmed_at",
    "renamed_at",
    "factor_secret",
    "factor_step",
    "factor_excused_at",
)


def _forget_tries(person: Person) -> None:
    """Counters are found by the number, or by what was typed as a name."""
    keys = [f"person:{person.id}", person.username_key, token_hash(person.username_key)]
    keys += [token_hash(address.casefold()) for address in addresses_of(person)]
    going = sa.delete(Throttle).where(Throttle.key.in_(keys))
    db.session.execute(going.execution_options(synchronize_session=False))
