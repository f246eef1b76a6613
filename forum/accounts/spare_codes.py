"""New spare codes, shown until their owner has kept them, for some minutes at most.

The form session is a cookie that everybody at the browser can read: it holds what the codes are
made from, which opens nothing, and never the codes.
"""

from __future__ import annotations

from typing import Any

from flask import session

from forum.accounts import factor
from forum.accounts.models import Person
from forum.core import clock
from forum.core.settings import secret

KEPT = "spare_codes"  # in the form session
SHOWN_SECONDS = 900  # at most: time to find pen and paper


def keep(person: Person, nonce: bytes) -> None:
    """The codes that were just made can be shown to the person."""
    session[KEPT] = {
        "person": person.id,
        "nonce": nonce.hex(),
        "at": int(clock.now().timestamp()),
    }


def shown_to(person: Person) -> list[str]:
    """The codes, while this person may look at them; else none."""
    forget_over()
    kept: Any = session.get(KEPT)
    if not kept or kept["person"] != person.id:
        return []
    return factor.spare_codes_from(bytes.fromhex(kept["nonce"]), secret(), person.id)


def forget() -> None:
    """They are not shown again."""
    session.pop(KEPT, None)


def forget_over() -> None:
    """They are not shown again once their time is over."""
    kept: Any = session.get(KEPT)
    if kept and clock.now().timestamp() > kept["at"] + SHOWN_SECONDS:
        forget()
