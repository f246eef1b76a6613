"""Who follows a question without an account: whoever proved its code in this browser, or sent the
form that made its receipt."""

from __future__ import annotations

from flask import g, session

from forum.accounts.actors import Actor, Guest
from forum.web.once import answered_with


def reader_of(receipt_id: int) -> Actor:
    """The actor, or the guest with this receipt."""
    if session.get("receipt_id") == receipt_id or answered_with(f"/theo-doi/phieu/{receipt_id}"):
        return Guest(receipt_id)
    actor: Actor = g.actor
    return actor
