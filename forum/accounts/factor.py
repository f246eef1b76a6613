"""The second step of signing in: an app's code, new every 30 seconds (TOTP, RFC 6238), or a spare
code. The app's secret is stored sealed: docs/decisions/0012-second-factor.md says how and why."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp

from forum.core.codes import ALPHABET

SECONDS = 30
EITHER_WAY = 1  # steps: clocks of telephones are seldom right to the second
SPARE_CODES = 10
_SPARE_LENGTH = 10  # 50 bits
_NONCE, _TAG = 16, 32


def new_secret() -> str:
    """160 random bits in base32, as apps take them."""
    return pyotp.random_base32()


def in_groups(secret: str) -> str:
    """Four letters at a time, for whoever types it in."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def address_for_apps(secret: str, name: str, issuer: str) -> str:
    """What the QR holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(secret: str, typed: str, moment: datetime) -> int | None:
    """The time step whose code was typed, of the present one and its neighbours; else None."""
    code, now = "".join(typed.split()), int(moment.timestamp()) // SECONDS
    if not (code.isascii() and code.isdecimal()):
        return None
    clock = pyotp.TOTP(secret)
    found = None
    for step in range(now - EITHER_WAY, now + EITHER_WAY + 1):
        if hmac.compare_digest(clock.generate_otp(step), code):
            found = step
    return found


def spare_codes_from(nonce: bytes, key: bytes, person_id: int) -> list[str]:
    """Ten codes as they are printed, the same for the same ``nonce``: while they may be shown
    again, no browser has to hold them."""
    codes = []
    for number in range(SPARE_CODES):
        said = person_id.to_bytes(8, "big") + number.to_bytes(1, "big") + nonce
        digest = hmac.new(_derived(key, b"spare codes"), said, hashlib.sha256).digest()
        codes.append("".join(ALPHABET[byte & 31] for byte in digest[:_SPARE_LENGTH]))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def spare_key(typed: str, key: bytes, person_id: int) -> str | None:
    """What a spare code is found by, whatever its case and dashes; None for what is none."""
    code = "".join(c for c in typed.upper() if c.isalnum())
    if len(code) != _SPARE_LENGTH or not set(code) <= set(ALPHABET):
        return None
    said = f"{person_id} {code}".encode()
    return hmac.new(_derived(key, b"spare code"), said, hashlib.sha256).hexdigest()


def seal(secret: str, key: bytes, person_id: int) -> str:
    """The secret, unreadable without ``key`` and worth nothing on another person's row.

    The secret's 20 bytes are added to the first of HMAC-SHA256(key, nonce), which no one without
    the key can tell from chance; then the whole is authenticated (encrypt, then MAC).
    """
    nonce, plain = secrets.token_bytes(_NONCE), base64.b32decode(secret)
    hidden = _added(plain, _pad(key, nonce))
    return base64.urlsafe_b64encode(nonce + hidden + _tag(key, nonce + hidden, person_id)).decode()


def unseal(sealed: str, key: bytes, person_id: int) -> str | None:
    """The secret again; None when it was sealed with another key, for another, or was changed."""
    try:
        raw = base64.urlsafe_b64decode(sealed.encode("ascii"))
    except ValueError:
        return None
    body, tag = raw[:-_TAG], raw[-_TAG:]
    if len(body) <= _NONCE or not hmac.compare_digest(tag, _tag(key, body, person_id)):
        return None
    return base64.b32encode(_added(body[_NONCE:], _pad(key, body[:_NONCE]))).decode()


def _derived(key: bytes, use: bytes) -> bytes:
    return hmac.new(key, b"second factor: " + use, hashlib.sha256).digest()


def _pad(key: bytes, nonce: bytes) -> bytes:
    return hmac.new(_derived(key, b"pad"), nonce, hashlib.sha256).digest()


def _tag(key: bytes, body: bytes, person_id: int) -> bytes:
    said = person_id.to_bytes(8, "big") + body
    return hmac.new(_derived(key, b"tag"), said, hashlib.sha256).digest()


def _added(text: bytes, pad: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, pad, strict=False))
