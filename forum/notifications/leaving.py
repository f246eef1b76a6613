"""The links that end mails without signing in: signed, good for as long as the mail is kept."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

from forum.core.settings import secret
from forum.notifications.lifecycle import Matter

PATH = "/thong-bao/huy/"
ALL_DIGESTS = "digest"  # instead of a matter: whatever comes in digests

OF_RECEIPT = "receipt"  # instead of a matter: what a guest is mailed about one letter

KNOWN = {ALL_DIGESTS, OF_RECEIPT, *(matter.value for matter in Matter)}


def leave_path(person_id: int, what: str) -> str:
    """The address that ends this person's mails about ``what``: a matter, or ALL_DIGESTS."""
    return PATH + str(_signer().dumps([person_id, what]))


def leave_receipt_path(receipt_id: int) -> str:
    """The address that ends the mails to the guest of this receipt."""
    return leave_path(receipt_id, OF_RECEIPT)


def read_leave(token: str) -> tuple[int, str] | None:
    """Whose mails about what the link ends, of a receipt's its id; None for a link that was not
    made here."""
    try:
        person_id, what = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return (person_id, what) if what in KNOWN else None


def matter_left(what: str) -> Matter | None:
    """The matter that is meant; None for all digests."""
    return None if what == ALL_DIGESTS else Matter(what)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret(), salt="end mails")
