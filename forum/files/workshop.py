"""Foreign files are read in a process of their own, one after the other.

A picture may take 300 MB for a second, a damaged one may bring its library down: neither is to
happen to the process that serves the pages.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from forum.core.errors import Busy
from forum.files.inside import WORDS
from forum.files.kinds import Kind
from forum.files.refusals import Refusal, Refused

PROGRAM = Path(__file__).with_name("inside.py")
SECONDS = 15  # until a process is ended: six of the processor, on a machine with other work
WAIT = 10  # seconds for the turn
LOOK = 0.03  # seconds between two looks whether the turn is free
# One works and one waits; the web server's other threads go on serving pages.
_PLACES = threading.BoundedSemaphore(2)


def examine(kind: Kind, source: Path, folder: Path) -> dict[str, Any]:
    """What was found in ``source``; of a picture, ``folder`` then holds ``whole`` and ``small``.

    Raises ``Refused`` for the file's faults, ``Busy`` when too many are being read.
    """
    with _turn(folder.parent / "turn"):
        try:
            return _answer(kind.value, source, folder)
        except subprocess.TimeoutExpired as error:
            raise Refused(Refusal.HEAVY) from error


def read(source: Path, folder: Path) -> str:
    """The words of the document ``source``. Raises as ``examine`` does; but nobody waits for this,
    so a machine that is too slow at present is ``Busy``."""
    with _turn(folder.parent / "turn"):
        try:
            return str(_answer(WORDS, source, folder)["words"])
        except subprocess.TimeoutExpired as error:
            raise Busy("files") from error


def _answer(task: str, source: Path, folder: Path) -> dict[str, Any]:
    # Isolated and with an empty environment: no key of the installation is in reach.
    command = [sys.executable, "-I", str(PROGRAM), task, str(source), str(folder)]
    done = subprocess.run(  # noqa: S603 (our own program, our own names)
        command,
        env={},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise Refused(Refusal.HEAVY)
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:  # it ended without an answer
        raise Refused(Refusal.DAMAGED) from error
    if "refused" in found:
        raise Refused(Refusal(found["refused"]))
    return found


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """One at a time on this machine, also with several web processes."""
    if not _PLACES.acquire(blocking=False):
        raise Busy("files")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _wait_for(handle)
            yield
        finally:
            os.close(handle)
    finally:
        _PLACES.release()


def _wait_for(handle: int) -> None:
    end = time.monotonic() + WAIT
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise Busy("files") from None
            time.sleep(LOOK)
