"""Getting back in: recovery codes, a paper code, a link by mail."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts import policy
from forum.accounts.actors import Actor, System
from forum.accounts.lifecycle import AccountNews, CodeKind, KeyPurpose
from forum.accounts.models import FormerAddress, MailKey, Person, RecoveryCode
from forum.accounts.passwords import hash_password, matches
from forum.accounts.queries.keys import living_key, people_reached
from forum.accounts.queries.recovery import (
    code_from,
    code_hash,
    sheet_to_show,
    shown,
    usable_code,
)
from forum.accounts.service.keys import new_key, spend_key
from forum.accounts.service.sign_ins import end_sign_ins
from forum.accounts.weakness import refuse_weak
from forum.audit import service as audit
from forum.core import clock
from forum.core.codes import new_nonce, read_code
from forum.core.db import db
from forum.core.errors import Forbidden, NotFound, RuleBroken
from forum.core.settings import setting
from forum.outbox.facts import AccountChanged
from forum.outbox.service import emit

FORMER_DAYS = 30  # the mail that an address was given up may have to wait for its server
CODES = 8  # two columns of four on a sheet that fits a pocket

MISSPELT = lazy_gettext(
    "This code is not complete or one character is wrong. Please compare it with your paper: "
    "four characters, a hyphen, five characters."
)
UNKNOWN = lazy_gettext(
    "This sign-in name and this code do not open an account. A code opens once; a paper code is "
    "valid for a few days only."
)


def new_sheet(person: Person) -> None:
    """Eight new codes open the person's account, once each; those made before open nothing."""
    old = sa.delete(RecoveryCode).where(
        RecoveryCode.person_id == person.id, RecoveryCode.kind == CodeKind.SHEET
    )
    db.session.execute(old.execution_options(synchronize_session=False))
    nonces = [new_nonce() for _ in range(CODES)]
    moment = clock.now()
    db.session.add_all(
        RecoveryCode(
            person_id=person.id,
            kind=CodeKind.SHEET,
            code_hash=code_hash(code_from(nonce)),
            nonce=nonce,
            made_at=moment,
        )
        for nonce in nonces
    )
    db.session.flush()


def renew_sheet(actor: Actor, *, password: str) -> None:
    """A new set of codes is ready to be shown; the owner of the account is told."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    if not matches(actor.password_hash, password):
        raise RuleBroken(lazy_gettext("The present password is not right."), "old_password")
    new_sheet(actor)
    audit.record(actor, "renew_recovery_codes", actor)
    emit(AccountChanged(actor.id, AccountNews.SHEET_MADE.value, actor.id))


def renew_sheet_for(actor: System, person: Person) -> list[str]:
    """The new codes, to be handed over by whoever runs the server: the way back in for accounts
    with duties. The owner of the account is told."""
    new_sheet(person)
    codes = [shown(row) for row in sheet_to_show(person)]
    forget_nonces(RecoveryCode.person_id == person.id)
    audit.record(actor, "renew_recovery_codes", person)
    emit(AccountChanged(person.id, AccountNews.SHEET_MADE.value, person.id))
    return codes


def keep_sheet(actor: Actor) -> None:
    """The person has the codes on paper: they are not shown again."""
    if not isinstance(actor, Person):
        raise Forbidden("guest")
    own = RecoveryCode.person_id == actor.id
    forget_nonces(sa.and_(own, RecoveryCode.kind == CodeKind.SHEET))
    audit.record(actor, "keep_recovery_codes", actor)


def forget_nonces(which: sa.ColumnElement[bool]) -> None:
    db.session.execute(
        sa.update(RecoveryCode)
        .where(which, RecoveryCode.nonce.is_not(None))
        .values(nonce=None)
        .execution_options(synchronize_session=False)
    )


def regain(actor: Actor, *, username: str, code: str, new: str) -> Person:
    """The password is ``new`` and every sign-in has ended; the code, of a sheet or on paper, is
    used up. RuleBroken says the same for a wrong name, a wrong code and a used one."""
    refuse_weak(new, username)
    read = read_code(code)
    if read is None:
        raise RuleBroken(MISSPELT, "code")
    found = usable_code(username, read)
    if found is None or policy.is_deleted(found[1]):
        raise RuleBroken(UNKNOWN, "code")
    row, person = found
    if row.kind is CodeKind.PAPER and policy.has_duties(person):
        raise RuleBroken(UNKNOWN, "code")
    hashed = hash_password(new)  # before the first write: it takes 31 ms
    if not _spent(row):
        raise RuleBroken(UNKNOWN, "code")
    _set_password(person, hashed)
    audit.record(person, "regain_by_code", row, kind=row.kind.value)
    return person


def ask_reset(actor: Actor, *, typed: str) -> None:
    """Whoever has this name or address gets a link by mail. It does and takes the same when there
    is nobody, or nobody who may use it."""
    found: list[Person | None] = [*filter(policy.may_reset_by_mail, people_reached(typed))]
    minutes = timedelta(minutes=setting("RESET_MINUTES"))
    for person in found or [None]:
        row = new_key(person, KeyPurpose.RESET, minutes)
        audit.record(actor, "ask_reset", row)


def reset_password(actor: Actor, *, token: str, new: str) -> Person:
    """The password is ``new`` and every sign-in has ended; the link is used up. NotFound for a
    link that opens nothing."""
    found = living_key(token, KeyPurpose.RESET)
    if found is None:
        raise NotFound("link")
    row, person = found
    refuse_weak(new, person.username)
    hashed = hash_password(new)
    if not spend_key(row):
        raise NotFound("link")
    _set_password(person, hashed)
    audit.record(person, "regain_by_mail", row)
    return person


def forget_old_codes() -> None:
    """Codes can no longer be shown after their time; links that ended a day ago and addresses that
    were given up some weeks ago are gone."""
    moment = clock.now()
    since = moment - timedelta(minutes=setting("CODES_SHOWN_MINUTES"))
    forget_nonces(RecoveryCode.made_at < since)
    ended = sa.delete(MailKey).where(MailKey.expires_at < moment - timedelta(days=1))
    db.session.execute(ended.execution_options(synchronize_session=False))
    before = moment - timedelta(days=FORMER_DAYS)
    former = sa.delete(FormerAddress).where(FormerAddress.at < before)
    db.session.execute(former.execution_options(synchronize_session=False))


def end_papers(person: Person) -> None:
    """The person's paper codes that were not used end now."""
    db.session.execute(
        sa.update(RecoveryCode)
        .where(RecoveryCode.person_id == person.id, RecoveryCode.kind == CodeKind.PAPER)
        .where(RecoveryCode.ended_at.is_(None))
        .values(ended_at=clock.now(), nonce=None)
        .execution_options(synchronize_session=False)
    )


def end_reset_links(person: Person) -> None:
    """Links that would set a new password open nothing any more."""
    db.session.execute(
        sa.update(MailKey)
        .where(MailKey.person_id == person.id, MailKey.purpose == KeyPurpose.RESET)
        .where(MailKey.used_at.is_(None))
        .values(used_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def _spent(row: RecoveryCode) -> bool:
    done = db.session.execute(
        sa.update(RecoveryCode)
        .where(RecoveryCode.id == row.id, RecoveryCode.ended_at.is_(None))
        .values(ended_at=clock.now(), nonce=None)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _set_password(person: Person, hashed: str) -> None:
    person.password_hash = hashed
    end_sign_ins(person, sa.true())
    end_papers(person)
    emit(AccountChanged(person.id, AccountNews.REGAINED.value, person.id))
