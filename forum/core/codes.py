"""Codes that a person writes down: eight characters and a check character, sayable on the
telephone. They are made from a nonce and the secret key, so a copy of the database alone opens
nothing."""

from __future__ import annotations

import hashlib
import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I
_VALUE = {character: value for value, character in enumerate(ALPHABET)}


def _double(value: int) -> int:
    """Multiplication by x in GF(32), x^5 = x^2 + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value


def check_character(text: str) -> str:
    """The character that makes every single wrong character and every swap of neighbours visible
    (a totally anti-symmetric quasigroup over GF(32), H. M. Damm 2004)."""
    state = 0
    for character in text:
        state = _double(state ^ _VALUE[character])
    return ALPHABET[state]


def new_nonce() -> bytes:
    return secrets.token_bytes(16)


def made_from(nonce: bytes, secret: bytes, *, use: bytes) -> str:
    """The code without the hyphen; ``use`` keeps codes for different doors apart."""
    digest = hmac.new(secret, use + nonce, hashlib.sha256).digest()
    number = int.from_bytes(digest[:5], "big")
    text = "".join(ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
    return text + check_character(text)


def printed(code: str) -> str:
    """``XXXX-XXXXX``."""
    return f"{code[:4]}-{code[4:]}"


def read_code(typed: str) -> str | None:
    """The code a person typed, whatever its case, spaces and dashes; None when it is misspelt."""
    code = "".join(c for c in typed.upper() if c.isalnum())
    if len(code) != 9 or any(c not in _VALUE for c in code):
        return None
    return code if check_character(code[:8]) == code[8] else None


def keyed_hash(text: str, secret: bytes, *, use: bytes) -> str:
    """What is stored instead of the code."""
    return hmac.new(secret, use + text.encode(), hashlib.sha256).hexdigest()
