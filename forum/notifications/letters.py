"""What goes into a mail, read from what stands when it is sent."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email

from forum.accounts.actors import Guest
from forum.accounts.lifecycle import AccountState
from forum.accounts.queries import get_person
from forum.core.db import db
from forum.core.settings import secret, setting
from forum.notifications.models import Notice
from forum.notifications.subjects import TRACKING, Subject, subjects
from forum.notifications.words import Word
from forum.outbox.facts import ReceiptNews
from forum.threads.models import Receipt
from forum.threads.receipts import code_of, printed


@dataclass(frozen=True)
class Letter:
    """``key`` is the same whenever this very mail is made again, and differs from every other's.
    ``code`` is the tracking code of a guest, as it is printed."""

    address: str
    language: str | None
    word: Word
    subject: Subject
    key: str
    code: str | None = None


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
    if address is None or person.state is AccountState.CLOSED:
        return None
    word = Word(notice.word)
    subject = subjects(person, word, [notice.ref_id]).get(notice.ref_id)
    if subject is None:
        return None
    return Letter(address, person.language, word, subject, f"notice {notice.id}")


def letter_of_receipt(fact: ReceiptNews) -> Letter | None:
    """The mail for a guest; None under the same conditions."""
    receipt = db.session.scalar(sa.select(Receipt).where(Receipt.id == fact.receipt_id))
    address = address_in(receipt.contact) if receipt else None
    if receipt is None or address is None or not mail_is_on():
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
    )
