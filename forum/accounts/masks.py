"""Contact as a page shows it: enough to know it again, too little for who looks over a shoulder."""

from __future__ import annotations

HIDDEN = "•••"
SHOWN = 3  # last digits of a telephone number


def masked_address(address: str) -> str:
    """``l•••@example.org``."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}{HIDDEN}@{host}"


def masked_number(number: str) -> str:
    """``•••678``."""
    return HIDDEN + number[-SHOWN:]
