"""What goes into a mail, read from what stands when it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email

from forum.accounts.actors import Guest
from forum.accounts.lifecycle import AccountState, KeyPurpose
from forum.accounts.models import FormerAddress
from forum.accounts.queries import get_person
from forum.accounts.queries.invitations import invitation_to_send, link_token
from forum.accounts.queries.keys import goes_to, key_to_send, links_work, token_of
from forum.core.db import db
from forum.core.settings import secret, setting
from forum.notifications.leaving import ALL_DIGESTS, leave_path, leave_receipt_path
from forum.notifications.lifecycle import Channel, Matter
from forum.notifications.matters import MATTERS
from forum.notifications.models import Digest, Notice
from forum.notifications.queries import Entry, entries_of
from forum.notifications.receipts import mails_go
from forum.notifications.subjects import TRACKING, Subject, subjects
from forum.notifications.wishes import channel_of
from forum.notifications.words import Word
from forum.outbox.facts import ReceiptNews
from forum.threads.models import Receipt
from forum.threads.receipts import code_of, printed


@dataclass(frozen=True)
class Letter:
    """``key`` is the same whenever this very mail is made again, and differs from every other's.
    ``code`` is the tracking code of a guest, as it is printed; ``leave`` the path that ends such
    mails, where they can be ended."""

    address: str
    language: str | None
    word: Word
    subject: Subject
    key: str
    code: str | None = None
    leave: str = ""


@dataclass(frozen=True)
class DigestLetter:
    """The news of a day or a week. ``threads`` are titles and what happened there, the newest
    first; ``left_out`` counts what found no room."""

    address: str
    language: str | None
    threads: Mapping[str, Sequence[Entry]]
    left_out: int
    key: str
    leave: str


@dataclass(frozen=True)
class KeyLetter:
    """A mail with a link that opens an account or confirms its address; it stands nowhere else."""

    address: str
    language: str | None
    purpose: KeyPurpose
    username: str
    link: str
    until: datetime
    key: str


@dataclass(frozen=True)
class InvitationLetter:
    """A mail with the link of an invitation."""

    address: str
    link: str
    until: datetime
    key: str


MOST_LINES = 40  # of a digest: more is read in the inbox
KEY_PATHS = {KeyPurpose.RESET: "/quen-mat-khau/dat-lai/", KeyPurpose.CONFIRM: "/xac-nhan-thu/"}


def mail_is_on() -> bool:
    """Whether this installation has a mail server."""
    return bool(setting("SMTP_URL"))


def address_in(contact: str | None) -> str | None:
    """The mail address, or None when there is none: guests may leave a telephone number."""
    try:
        checked = validate_email(contact or "", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return checked.ascii_email


def letter_of_notice(notice_id: int) -> Letter | None:
    """The mail for a notice; None without an address, or when its reader may see nothing of what
    it is about any more."""
    notice = db.session.get(Notice, notice_id)
    if notice is None or not mail_is_on():
        return None
    person = get_person(notice.person_id)
    address = address_in(person.email)
    word = Word(notice.word)
    gone = person.state is AccountState.CLOSED and word is not Word.ACCOUNT_CLOSED
    if address is None or gone:
        return None
    matter = MATTERS[word]
    if channel_of(person.id, matter) is not Channel.AT_ONCE:
        return None
    subject = subjects(person, word, [notice.ref_id]).get(notice.ref_id)
    if subject is None:
        return None
    leave = "" if matter is Matter.SECURITY else leave_path(person.id, matter.value)
    key = f"notice {notice.id}"
    return Letter(address, person.language, word, subject, key, leave=leave)


def letter_of_digest(digest: Digest, notices: Sequence[Notice]) -> DigestLetter | None:
    """The mail for a digest, of those of its notices whose reader may see what they are about;
    None when there is no such notice, or no address."""
    person = get_person(digest.person_id)
    address = address_in(person.email)
    if address is None or person.state is AccountState.CLOSED or not mail_is_on():
        return None
    shown = [entry for entry in entries_of(person, notices) if entry.subject is not None]
    threads: dict[str, list[Entry]] = {}
    for entry in shown[:MOST_LINES]:
        threads.setdefault(entry.subject.title if entry.subject else "", []).append(entry)
    rest, leave = len(shown) - MOST_LINES, leave_path(person.id, ALL_DIGESTS)
    letter = DigestLetter(
        address, person.language, threads, max(rest, 0), f"digest {digest.id}", leave
    )
    return letter if shown else None


def letter_of_receipt(fact: ReceiptNews) -> Letter | None:
    """The mail for a guest; None under the same conditions, or when the guest ended such mails."""
    receipt = db.session.scalar(sa.select(Receipt).where(Receipt.id == fact.receipt_id))
    address = address_in(receipt.contact) if receipt else None
    if receipt is None or address is None or not mail_is_on() or not mails_go(receipt):
        return None
    word = Word(fact.word)
    subject = subjects(Guest(receipt.id), word, [fact.ref_id]).get(fact.ref_id)
    if subject is None:
        return None
    return Letter(
        address,
        receipt.language,
        word,
        # With the code a guest opens the tracking page; no other page knows a guest by mail.
        Subject(TRACKING, subject.title, subject.reason, subject.clause),
        f"receipt {receipt.id} {fact.key}",
        printed(code_of(receipt.nonce, secret())),
        leave_receipt_path(receipt.id),
    )


def letter_of_key(key_id: int) -> KeyLetter | None:
    """The mail with a link; None without an address, or when the link would open nothing."""
    found = key_to_send(key_id) if links_work() else None
    address = address_in(goes_to(found[0].purpose, found[1])) if found else None
    if found is None or address is None:
        return None
    row, person = found
    token = token_of(row.purpose, row.nonce, person)
    return KeyLetter(
        address,
        person.language,
        row.purpose,
        person.username,
        setting("FORUM_URL").rstrip("/") + KEY_PATHS[row.purpose] + token,
        row.expires_at,
        f"key {row.id}",
    )


def letter_of_former(former_id: int) -> Letter | None:
    """The mail to an address that was given up; None when it is not on record any more."""
    row = db.session.get(FormerAddress, former_id)
    address = address_in(row.address) if row else None
    if row is None or address is None or not mail_is_on():
        return None
    person = get_person(row.person_id)
    where = Subject("/tai-khoan")
    return Letter(address, person.language, Word.ADDRESS_CHANGED, where, f"former {row.id}")


def letter_of_invitation(invitation_id: int) -> InvitationLetter | None:
    """The mail to the invited person; None once the invitation opens nothing any more."""
    row = invitation_to_send(invitation_id) if links_work() else None
    address = address_in(row.address) if row else None
    if row is None or row.nonce is None or address is None:
        return None
    link = f"{setting('FORUM_URL').rstrip('/')}/loi-moi/{link_token(row.nonce)}"
    return InvitationLetter(address, link, row.expires_at, f"invitation {row.id}")
