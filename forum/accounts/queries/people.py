"""Reading people."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext
from sqlalchemy.orm import contains_eager, selectinload

from forum.accounts.lifecycle import AccountState, Role
from forum.accounts.models import Grant, Person, SignIn
from forum.core import clock
from forum.core.db import Moment, db
from forum.core.errors import NotFound

TWO = 2


def username_key(username: str) -> str:
    """Sign-in names are compared without regard to case."""
    return username.casefold()


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def person_named(username: str) -> Person | None:
    """The account with this sign-in name, with its grants."""
    query = sa.select(Person).where(Person.username_key == username_key(username))
    return db.session.scalar(query.options(selectinload(Person.grants)))


def get_person(person_id: int) -> Person:
    """The account with its grants; NotFound when there is none."""
    query = sa.select(Person).where(Person.id == person_id)
    person = db.session.scalar(query.options(selectinload(Person.grants)))
    if person is None:
        raise NotFound("person")
    return person


# Built once, for every page of a signed-in person asks it.
_living = (
    sa.select(SignIn, Person)
    .join(Person, Person.id == SignIn.person_id)
    .where(SignIn.token_hash == sa.bindparam("token"), SignIn.ended_at.is_(None))
    .where(SignIn.expires_at > sa.bindparam("now", type_=Moment()))
    .where(Person.state != AccountState.CLOSED)
    .outerjoin(Grant, sa.and_(Grant.person_id == Person.id, Grant.closed_at.is_(None)))
    .options(contains_eager(Person.grants))
)


def living_sign_in(token: str) -> tuple[SignIn, Person] | None:
    """The sign-in of this token and its person with grants, unless ended or expired."""
    found = db.session.execute(_living, {"token": token_hash(token), "now": clock.now()})
    row = found.unique().one_or_none()  # a row for each grant
    return (row[0], row[1]) if row else None


def people_with(role: Role) -> Sequence[Person]:
    """Active people who hold ``role``, with their grants, by id."""
    query = (
        sa.select(Person)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.role == role, Grant.closed_at.is_(None))
        .where(Person.state == AccountState.ACTIVE)
        .options(selectinload(Person.grants))
    )
    return db.session.scalars(query.distinct().order_by(Person.id)).all()


def with_duties() -> sa.ColumnElement[bool]:
    """Condition on Person: the select beside ``policy.has_duties``."""
    return sa.exists().where(
        Grant.person_id == Person.id, Grant.closed_at.is_(None), Grant.role != Role.CITIZEN
    )


def names_of_officials() -> list[str]:
    """Display names of everybody with a role beyond citizen: nobody else may use them."""
    return list(db.session.scalars(sa.select(Person.display_name).where(with_duties()).distinct()))


def deciders_lack() -> object | None:
    """Who is missing so that nobody has to decide about an own text; None when nobody is.

    Two accounts review texts, and two of one office write its replies, one approving the other's.
    Staff without an office of their own can write for each.
    """
    if len(people_with(Role.MODERATOR)) < TWO:
        return lazy_gettext("At least two accounts that may review texts are needed.")
    offices = [
        {grant.scope_id for grant in person.grants if grant.role is Role.STAFF}
        for person in people_with(Role.STAFF)
    ]
    everywhere = sum(None in scopes for scopes in offices)
    named = {scope for scopes in offices for scope in scopes if scope is not None}
    together = [sum(office in scopes or None in scopes for scopes in offices) for office in named]
    if max([everywhere, *together]) < TWO:
        return lazy_gettext("At least two accounts of the staff of one office are needed.")
    return None
