"""Tracking codes of receipts; a mail can repeat the code at sending."""

from __future__ import annotations

from forum.core.codes import (
    ALPHABET,
    check_character,
    keyed_hash,
    made_from,
    new_nonce,
    printed,
    read_code,
)

__all__ = [
    "ALPHABET",
    "check_character",
    "code_key",
    "code_of",
    "new_nonce",
    "printed",
    "read_code",
]


def code_of(nonce: bytes, secret: bytes) -> str:
    """The code of a receipt, without the hyphen."""
    return made_from(nonce, secret, use=b"tracking code")


def code_key(code: str, secret: bytes) -> str:
    """What a receipt is found by."""
    return keyed_hash(code, secret, use=b"receipt ")
