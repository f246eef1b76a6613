"""The receipt a person keeps: the code, and a QR that leads to where it is typed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from forum.core.settings import secret
from forum.threads.models import Receipt
from forum.threads.receipts import code_of, printed
from forum.web.squares import square


@dataclass(frozen=True)
class Slip:
    """What ``components/receipt.html`` draws."""

    code: str
    qr_svg: Markup
    received_at: datetime
    lines: list[str]


def slip_of(receipt: Receipt, origin: str, lines: list[str]) -> Slip:
    """``origin`` is the forum's address, ``https://…`` without a slash at the end.

    The code stands in the fragment, which no browser sends: no log ever holds it.
    """
    code = printed(code_of(receipt.nonce, secret()))
    return Slip(code, square(f"{origin}/theo-doi#{code}"), receipt.created_at, lines)
