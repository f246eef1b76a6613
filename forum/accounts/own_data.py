"""What this room stores about a person, for the person. No hash, token or code is among it."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

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
from forum.core.records import Record, records


def account(person_id: int) -> Iterator[Record]:
    """The account itself."""
    query = sa.select(
        Person.id,
        Person.username,
        Person.display_name,
        Person.renamed_at,
        Person.email,
        Person.email_confirmed_at,
        Person.new_email,
        Person.phone,
        Person.language,
        Person.text_size,
        Person.state,
        Person.created_at,
        Person.confirmed_at,
        Person.factor_secret.is_not(None).label("second_step"),
        Person.factor_excused_at,
    )
    return records(query.where(Person.id == person_id))


def former_addresses(person_id: int) -> Iterator[Record]:
    """Addresses of the account before the present one."""
    query = sa.select(FormerAddress.address, FormerAddress.at)
    return records(query.where(FormerAddress.person_id == person_id))


def grants(person_id: int) -> Iterator[Record]:
    """Roles, held now or before."""
    query = sa.select(Grant.role, Grant.scope_id.label("agency_id"))
    query = query.add_columns(Grant.opened_at, Grant.closed_at)
    return records(query.where(Grant.person_id == person_id).order_by(Grant.id))


def sign_ins(person_id: int) -> Iterator[Record]:
    """Browsers that were signed in."""
    query = sa.select(
        SignIn.browser,
        SignIn.created_at,
        SignIn.last_seen_at,
        SignIn.proved_at,
        SignIn.expires_at,
        SignIn.ended_at,
    )
    return records(query.where(SignIn.person_id == person_id).order_by(SignIn.id))


def spare_codes(person_id: int) -> Iterator[Record]:
    """That there are codes for the second step, and which were used when."""
    query = sa.select(SpareCode.created_at, SpareCode.used_at)
    return records(query.where(SpareCode.person_id == person_id).order_by(SpareCode.id))


def recovery_codes(person_id: int) -> Iterator[Record]:
    """That there are codes for a forgotten password; of a paper code why and how it was given."""
    query = sa.select(
        RecoveryCode.kind,
        RecoveryCode.made_at,
        RecoveryCode.expires_at,
        RecoveryCode.ended_at,
        RecoveryCode.reason,
        RecoveryCode.recognised,
    )
    return records(query.where(RecoveryCode.person_id == person_id).order_by(RecoveryCode.id))


def mail_keys(person_id: int) -> Iterator[Record]:
    """Links that were asked for by mail."""
    query = sa.select(MailKey.purpose, MailKey.made_at, MailKey.expires_at, MailKey.used_at)
    return records(query.where(MailKey.person_id == person_id).order_by(MailKey.id))


def invitations(person_id: int) -> Iterator[Record]:
    """The invitation that made the account, and those that the person sent: of these without the
    note and the address, which are about somebody else."""
    accepted = sa.func.coalesce(Invitation.person_id, 0) == person_id
    query = sa.select(
        accepted.label("to_self"),
        Invitation.role,
        sa.case((accepted, Invitation.note)).label("note"),
        Invitation.created_at,
        Invitation.expires_at,
        Invitation.withdrawn_at,
        Invitation.used_at,
    )
    sent = Invitation.created_by_id == person_id
    return records(query.where(sa.or_(accepted, sent)).order_by(Invitation.id))


def account_acts(person_id: int) -> Iterator[Record]:
    """What administrators did to the account, with the reason; not who it was."""
    query = sa.select(AccountAct.kind, AccountAct.role, AccountAct.reason, AccountAct.at)
    return records(query.where(AccountAct.person_id == person_id).order_by(AccountAct.id))


def counted_tries(person_id: int) -> Iterator[Record]:
    """How often something was tried lately."""
    query = sa.select(Throttle.kind, Throttle.count, Throttle.window_start.label("since"))
    return records(query.where(Throttle.key == f"person:{person_id}").order_by(Throttle.id))
