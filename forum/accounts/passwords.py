"""Password hashes: argon2id, 19 MiB, two passes (the OWASP minimum: 31 ms, so that signing in is
no lever to bring a two-core server down), at most two at a time."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_slots = threading.BoundedSemaphore(2)
_nobody = _hasher.hash("no account has this password")


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    with _slots:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether ``password`` is the one; takes as long when there is no account (``stored`` None)."""
    with _slots:
        try:
            return _hasher.verify(stored or _nobody, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False
