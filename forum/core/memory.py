"""How the process gives memory back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # numbers of glibc's mallopt
LARGE = 1_048_576  # bytes


def give_back() -> None:
    """With glibc, large blocks go back as soon as they are freed, and threads share one heap.

    Left alone, glibc keeps the 19 MiB of a password's hash for every thread that ever made one,
    150 MB in all, and some 7 MB of other leavings. Libraries without ``mallopt`` do neither.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, LARGE)
        mallopt(_M_ARENA_MAX, 1)
