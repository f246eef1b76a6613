"""Memory that was needed once goes back to the system."""

from __future__ import annotations

import threading
from pathlib import Path

from flask import Flask

from forum.accounts.passwords import hash_password


def held() -> float:
    """MB of this process's own memory."""
    lines = Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:")) / 1000


def test_threads_that_hashed_a_password_do_not_keep_its_memory(app: Flask) -> None:
    before = held()
    threads = [
        threading.Thread(target=lambda: [hash_password("mat khau dai") for _ in range(2)])
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held() - before < 19
