"""A form that comes back faster than a person reads was filled by a machine."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

from forum.core import clock
from forum.core.settings import secret, setting


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret(), salt="guest form")


def stamp() -> str:
    """The present moment, signed: it goes with the form and comes back with it."""
    return str(_signer().dumps(int(clock.now().timestamp() * 1000)))


def seconds_since(stamped: str | None) -> float | None:
    """How long ago the form was given out; None for a stamp that is not ours."""
    try:
        given = int(_signer().loads(stamped or ""))
    except (BadSignature, TypeError, ValueError):
        return None
    return clock.now().timestamp() - given / 1000


def too_fast(stamped: str | None) -> bool:
    """Whether nobody can have read the form; an unknown stamp counts as too fast."""
    least = float(setting("GUEST_FORM_SECONDS"))
    passed = seconds_since(stamped)
    return least > 0 and (passed is None or passed < least)
