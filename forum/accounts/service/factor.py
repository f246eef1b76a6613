"""The second step of signing in: switched on, used, switched off."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts import factor, policy
from forum.accounts.actors import Actor, System
from forum.accounts.lifecycle import FactorNews
from forum.accounts.models import Person, SignIn, SpareCode
from forum.accounts.passwords import matches
from forum.accounts.queries import token_hash
from forum.accounts.service.sign_ins import end_sign_ins
from forum.audit import service as audit
from forum.core import clock
from forum.core.codes import new_nonce
from forum.core.db import db
from forum.core.errors import Forbidden, RuleBroken
from forum.core.settings import secret
from forum.outbox.facts import SecondFactorChanged
from forum.outbox.service import emit

WRONG_CODE = lazy_gettext(
    "This code is not right or was used already. Please wait for the next one and type it in."
)
OTHER_SQUARE = lazy_gettext(
    "This code is not right. Please wait for the next one and type it in. If that does not help, "
    "the app read the square of another page: please let it read the one on this page."
)
WRONG_PASSWORD = lazy_gettext("The present password is not right.")


def switch_on(actor: Actor, *, plain: str, typed: str, token: str) -> bytes:
    """Signing in asks for a code from now on; what the spare codes are made from is returned.

    ``typed`` proves that the app knows the secret ``plain``. Every other sign-in has ended.
    """
    person = _person(actor)
    step = factor.step_of(plain, typed, clock.now())
    if step is None:
        raise RuleBroken(OTHER_SQUARE, "code")
    sealed = factor.seal(plain, secret(), person.id)
    if not _changed(person, Person.factor_secret.is_(None), factor_secret=sealed, factor_step=step):
        raise RuleBroken(lazy_gettext("Two-step sign-in is already on."), "code")
    nonce = _new_codes(person)
    end_sign_ins(person, SignIn.token_hash != token_hash(token))
    audit.record(actor, "second_factor_on", person)
    _news(person, FactorNews.ON)
    return nonce


def take_code(person: Person, typed: str) -> bool:
    """Whether ``typed`` is the app's code of now or an unused spare code; it opens nothing again.

    The conditional UPDATE decides between two who send the same code at once.
    """
    plain = factor.unseal(person.factor_secret or "", secret(), person.id)
    step = factor.step_of(plain, typed, clock.now()) if plain else None
    if step is not None:
        newer = sa.or_(Person.factor_step.is_(None), Person.factor_step < step)
        return _changed(person, newer, factor_step=step)
    return _take_spare_code(person, typed)


def prove(actor: Actor, row: SignIn, *, password: str, typed: str) -> None:
    """The person of this sign-in has just shown to be its owner. RuleBroken names the field."""
    person = _person(actor)
    if not matches(person.password_hash, password):
        raise RuleBroken(WRONG_PASSWORD, "proof_password")
    if person.factor_secret and not take_code(person, typed):
        raise RuleBroken(WRONG_CODE, "proof_code")
    row.proved_at = clock.now()
    audit.record(actor, "prove_again", row)


def renew_spare_codes(actor: Actor) -> bytes:
    """Ten new spare codes open, the old ones nothing; what they are made from is returned."""
    person = _person(actor)
    if person.factor_secret is None:
        raise Forbidden("no second step")
    nonce = _new_codes(person)
    audit.record(actor, "renew_spare_codes", person)
    _news(person, FactorNews.CODES_NEW)
    return nonce


def switch_off(actor: Actor, *, password: str, typed: str) -> None:
    """The own second step is off. RuleBroken names the field that is not right."""
    person = _person(actor)
    if not matches(person.password_hash, password):
        raise RuleBroken(WRONG_PASSWORD, "old_password")
    if not take_code(person, typed):
        raise RuleBroken(WRONG_CODE, "code")
    _forget(person)
    audit.record(actor, "second_factor_off", person)
    _news(person, FactorNews.OFF)


def switch_off_for(actor: Actor, person: Person) -> None:
    """Another person's second step is off, who lost telephone and spare codes; all of that
    person's sign-ins have ended."""
    if not isinstance(actor, System) and not policy.may_switch_off_for(actor, person):
        raise Forbidden("second step of another")
    if person.factor_secret is None:
        raise RuleBroken(
            lazy_gettext("Two-step sign-in is not switched on for this account."), "username"
        )
    _forget(person)
    end_sign_ins(person, sa.true())
    audit.record(actor, "second_factor_taken_off", person)
    _news(person, FactorNews.TAKEN_OFF)


def excuse(actor: System, person: Person) -> None:
    """The account may do without a second step where it is asked for: accounts of tests."""
    person.factor_excused_at = clock.now()
    audit.record(actor, "excuse_second_factor", person)


def _news(person: Person, what: FactorNews) -> None:
    emit(SecondFactorChanged(person.id, what.value))


def _person(actor: Actor) -> Person:
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    return actor


def _changed(person: Person, only_if: sa.ColumnElement[bool], **values: object) -> bool:
    done = db.session.execute(
        sa.update(Person)
        .where(Person.id == person.id, only_if)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    db.session.expire(person, list(values))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _new_codes(person: Person) -> bytes:
    db.session.execute(sa.delete(SpareCode).where(SpareCode.person_id == person.id))
    nonce, moment = new_nonce(), clock.now()
    for code in factor.spare_codes_from(nonce, secret(), person.id):
        key = factor.spare_key(code, secret(), person.id)
        db.session.add(SpareCode(person_id=person.id, code_hash=key, created_at=moment))
    db.session.flush()
    return nonce


def _take_spare_code(person: Person, typed: str) -> bool:
    key = factor.spare_key(typed, secret(), person.id)
    if key is None:
        return False
    done = db.session.execute(
        sa.update(SpareCode)
        .where(SpareCode.person_id == person.id, SpareCode.code_hash == key)
        .where(SpareCode.used_at.is_(None))
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    audit.record(person, "use_spare_code", person)
    _news(person, FactorNews.CODE_USED)
    return True


def _forget(person: Person) -> None:
    db.session.execute(sa.delete(SpareCode).where(SpareCode.person_id == person.id))
    person.factor_secret = person.factor_step = None
    db.session.flush()
