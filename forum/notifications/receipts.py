"""Guests who left an address with a letter and want no more mails about it."""

from __future__ import annotations

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, inserting
from forum.core.errors import NotFound
from forum.notifications.models import QuietReceipt
from forum.threads.models import Receipt


def get_receipt(receipt_id: int) -> Receipt:
    """The receipt; NotFound when there is none."""
    receipt = db.session.get(Receipt, receipt_id)
    if receipt is None:
        raise NotFound("receipt")
    return receipt


def mails_go(receipt: Receipt) -> bool:
    """Whether the guest is mailed news of the letter."""
    query = sa.select(QuietReceipt.receipt_id).where(QuietReceipt.receipt_id == receipt.id)
    return db.session.scalar(query) is None


def end_receipt_mails(actor: Actor, receipt: Receipt) -> None:
    """No mail goes out about this letter, however often the link is pressed; the answer stands
    under its code as before."""
    if not mails_go(receipt):
        return
    statement = inserting(QuietReceipt).values(receipt_id=receipt.id, at=clock.now())
    db.session.execute(statement.on_conflict_do_nothing())
    audit.record(actor, "end_mails", receipt)
