"""Reading the links that go out by mail."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from forum.accounts import policy
from forum.accounts.lifecycle import KeyPurpose
from forum.accounts.models import MailKey, Person
from forum.accounts.queries.people import token_hash, username_key
from forum.core import clock
from forum.core.db import db
from forum.core.settings import secret, setting

MOST_REACHED = 3  # accounts of one address: a family may share one


def links_work() -> bool:
    """Whether this installation can send a link: it has a mail server and knows its address."""
    return bool(setting("SMTP_URL") and setting("FORUM_URL"))


def people_reached(typed: str) -> Sequence[Person]:
    """The accounts with this sign-in name or address, with their grants, oldest first."""
    query = sa.select(Person).where(
        sa.or_(Person.username_key == username_key(typed), Person.email.in_([typed, typed.lower()]))
    )
    # Joined: a second statement for those who exist would tell that they do.
    query = query.options(joinedload(Person.grants)).order_by(Person.id).limit(MOST_REACHED)
    return db.session.scalars(query).unique().all()


def goes_to(purpose: KeyPurpose, person: Person) -> str:
    """The address a link is mailed to, "" for none: what is to be confirmed, if there is such."""
    if purpose is KeyPurpose.CONFIRM and person.new_email:
        return person.new_email
    return person.email or ""


def token_of(purpose: KeyPurpose, nonce: bytes, person: Person | None) -> str:
    """What stands in the link. It holds for the address it goes to, and a reset only as long as
    the password is the one that was forgotten: no second link opens after the first."""
    bound = [purpose.value]
    if person is not None:
        bound += [str(person.id), goes_to(purpose, person)]
        bound += [person.password_hash] if purpose is KeyPurpose.RESET else []
    text = b"mail key " + nonce + "\n".join(bound).encode()
    digest = hmac.new(secret(), text, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def living_key(token: str, purpose: KeyPurpose) -> tuple[MailKey, Person] | None:
    """The link's row and person, unless it was used, is too old or is bound to what has changed."""
    query = (
        sa.select(MailKey, Person)
        .join(Person, Person.id == MailKey.person_id)
        .where(MailKey.token_hash == token_hash(token), MailKey.purpose == purpose)
        .where(MailKey.used_at.is_(None), MailKey.expires_at > clock.now())
        .options(selectinload(Person.grants))
    )
    row = db.session.execute(query).one_or_none()
    may = policy.may_reset_by_mail if purpose is KeyPurpose.RESET else policy.may_sign_in
    if row is None or not may(row[1]):
        return None
    still = hmac.compare_digest(token_of(purpose, row[0].nonce, row[1]), token)
    return (row[0], row[1]) if still else None


def key_to_send(key_id: int) -> tuple[MailKey, Person] | None:
    """The link's row and the person it is mailed to, while it would still open something."""
    query = sa.select(MailKey, Person).join(Person, Person.id == MailKey.person_id)
    row = db.session.execute(query.where(MailKey.id == key_id)).one_or_none()
    if row is None or not goes_to(row[0].purpose, row[1]):
        return None
    return living_key(token_of(row[0].purpose, row[0].nonce, row[1]), row[0].purpose)
