"""Memory that was needed once goes back to the system."""

from __future__ import annotations

import subprocess
import sys
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


def test_a_process_that_is_ready_is_not_searched_again() -> None:
    script = """
import gc
from forum.core.memory import YOUNG, collect_seldom
held = [[n] for n in range(1000)]
collect_seldom()
print(gc.get_freeze_count() > 1000, gc.get_threshold()[0] == YOUNG)
"""
    command = [sys.executable, "-c", script]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == ["True", "True"]
