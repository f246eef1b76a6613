"""The links that end mails without signing in: signed, good for as long as the mail is kept."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

from forum.core.settings import secret
from forum.notifications.lifecycle import Matter

PATH = "/thong-bao/huy/"
ALL_DIGESTS = "digest"  # instead of a matter: whatever comes in digests

KNOWN = {ALL_DIGESTS, *(matter.value for matter in Matter)}


def leave_path(person_id: int, what: str) -> str:
    """The address that ends this person's mails about ``what``: a matter, or ALL_DIGESTS."""
    return PATH + str(_signer().dumps([person_id, what]))


def read_leave(token: str) -> tuple[int, str] | None:
    """Whose mails about what the link ends; None for a link that was not made here."""
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
