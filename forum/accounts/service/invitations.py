"""Inviting people who will have duties."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext

from forum.accounts import policy
from forum.accounts.actors import Actor, System
from forum.accounts.lifecycle import Role
from forum.accounts.models import Invitation, Person
from forum.accounts.queries import get_person, token_hash
from forum.accounts.queries.invitations import link_token
from forum.accounts.service.people import create_person, open_grant, refuse_official
from forum.accounts.service.recovery import new_sheet
from forum.accounts.weakness import refuse_weak
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.core.settings import setting
from forum.outbox.facts import InvitationMailWanted
from forum.outbox.service import emit


def invite(
    actor: Actor, *, role: Role, scope_id: int | None, note: str, address: str | None = None
) -> tuple[Invitation, str]:
    """An invitation stands for INVITATION_DAYS; its link's token is returned, to be shown once.
    With an ``address`` the link is also mailed there."""
    if not isinstance(actor, Person) or not policy.may_invite(actor):
        raise Forbidden("invite")
    nonce, moment = secrets.token_bytes(16), clock.now()
    token = link_token(nonce)
    row = Invitation(
        token_hash=token_hash(token),
        role=role,
        scope_id=scope_id,
        note=note,
        address=address or None,
        nonce=nonce if address else None,
        created_at=moment,
        created_by_id=actor.id,
        expires_at=moment + timedelta(days=setting("INVITATION_DAYS")),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "invite", row, role=role.value, scope_id=scope_id)
    if row.address:
        emit(InvitationMailWanted(row.id))
    return row, token


def withdraw_invitation(actor: Actor, row: Invitation) -> None:
    """The link opens nothing any more; Conflict when it was taken up meanwhile."""
    if not policy.may_invite(actor):
        raise Forbidden("invite")
    _settle(row, withdrawn_at=clock.now())
    audit.record(actor, "withdraw_invitation", row)


def check_invitation(row: Invitation) -> None:
    """RuleBroken when the invitation was used, withdrawn or has run out, or when whoever gave it
    may invite nobody any more."""
    open_still = row.used_at is None and row.withdrawn_at is None and row.expires_at > clock.now()
    if not open_still or not policy.may_invite(get_person(row.created_by_id)):
        raise RuleBroken(
            lazy_gettext(
                "This invitation was used or has run out. "
                "Please ask whoever sent it to you for a new one."
            )
        )


def accept_invitation(
    row: Invitation,
    *,
    username: str,
    display_name: str,
    password: str,
    official_names: Iterable[str] = (),
) -> Person:
    """The invited person has an account, confirmed in person, that holds the invitation's role, and
    recovery codes to be shown. Names are refused as at registration: the role ends, they stay."""
    check_invitation(row)
    refuse_weak(password, username)
    refuse_official(username, display_name, official_names)
    giver = get_person(row.created_by_id)
    person = create_person(
        System(),
        username=username,
        display_name=display_name,
        password=password,
        role=Role.CITIZEN,
    )
    open_grant(giver, person, role=row.role, scope_id=row.scope_id)
    new_sheet(person)
    _settle(row, used_at=clock.now(), person_id=person.id)
    audit.record(person, "accept_invitation", row)
    return person


def _settle(row: Invitation, **values: object) -> None:
    done = db.session.execute(
        sa.update(Invitation)
        .where(Invitation.id == row.id, Invitation.used_at.is_(None))
        .where(Invitation.withdrawn_at.is_(None), Invitation.expires_at > clock.now())
        .values(address=None, nonce=None, **values)
        .execution_options(synchronize_session=False)
    )
    db.session.expire(row)
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Conflict("invitation")
