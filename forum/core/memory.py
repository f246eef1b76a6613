"""How the process gives memory back to the system."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # numbers of glibc's mallopt
LARGE = 1_048_576  # bytes
YOUNG = 5_000  # new objects, of some 25 requests; Python's own 700 are those of three


def give_back() -> None:
    """With glibc, large blocks go back as soon as they are freed, and threads share one heap.

    Left alone, glibc keeps the 19 MiB of a password's hash for every thread that ever made one,
    150 MB in all, and some 7 MB of other leavings. Libraries without ``mallopt`` do neither.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, LARGE)
        mallopt(_M_ARENA_MAX, 1)


def collect_seldom() -> None:
    """What a process holds by now is never searched for rings of objects again, and new objects
    less often: a fiftieth of a request's time, for a megabyte at most."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
