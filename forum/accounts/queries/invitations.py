"""Reading invitations."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

import sqlalchemy as sa

from forum.accounts.models import Invitation
from forum.accounts.queries.people import token_hash
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotFound
from forum.core.settings import secret


def open_invitations() -> Sequence[Invitation]:
    """Those that can still be taken up, newest first."""
    query = sa.select(Invitation).where(Invitation.used_at.is_(None))
    query = query.where(Invitation.withdrawn_at.is_(None), Invitation.expires_at > clock.now())
    return db.session.scalars(query.order_by(Invitation.id.desc())).all()


def link_token(nonce: bytes) -> str:
    """What stands in the link of the invitation with this nonce."""
    digest = hmac.new(secret(), b"invitation " + nonce, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def invitation_to_send(invitation_id: int) -> Invitation | None:
    """The invitation, while it is open and there is an address for it."""
    row = db.session.get(Invitation, invitation_id)
    if row is None or row.address is None or row.expires_at <= clock.now():
        return None
    return row


def get_invitation(invitation_id: int) -> Invitation:
    """The invitation; NotFound when there is none."""
    found = db.session.get(Invitation, invitation_id)
    if found is None:
        raise NotFound("invitation")
    return found


def invitation_of(token: str) -> Invitation:
    """The invitation of this link, also one that no longer opens; NotFound for any other link."""
    query = sa.select(Invitation).where(Invitation.token_hash == token_hash(token))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("invitation")
    return found
