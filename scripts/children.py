"""The site's two processes: begun, watched, begun again, ended. Standard library only."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time

from environment import PYTHON, ROOT

FLASK = [str(PYTHON), "-m", "flask", "--app", "wsgi"]
FORUM = [str(PYTHON), "-m", "forum"]  # the two processes alone, smaller
PARENT_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG
END_SECONDS = 10  # what a running request or delivery gets to finish
SOON = 5  # a process that fails so many seconds after its start may fail at once again
PATIENCE = 3  # so many such failures in a row, and the fault is not a passing one


class Child:
    """One of the site's two processes. Whatever ends it, it is begun again at once: nobody has to
    get up at night because the system took memory from the wrong one."""

    def __init__(self, name: str, environment: dict[str, str], *command: str) -> None:
        self.name, self.environment, self.command = name, environment, command
        self.failures = 0
        self.begin()

    def begin(self) -> None:
        self.begun = time.monotonic()
        self.process = start(self.environment, *self.command)

    def look(self) -> bool:
        """False when it failed PATIENCE times in a row by itself, soon after each start."""
        code = self.process.poll()
        if code is None:
            return True
        passing = code <= 0 or time.monotonic() - self.begun > SOON
        self.failures = 0 if passing else self.failures + 1
        if self.failures == PATIENCE:
            return False
        print(f"scripts/run: {self.name} ended with {code}; beginning it again", file=sys.stderr)
        _signal(self.process, signal.SIGKILL)  # whatever of its group is left
        self.begin()
        return True


def start(environment: dict[str, str], *command: str) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C reaches only this script, which then ends both in order.
    return subprocess.Popen(
        [*FORUM, *command],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        preexec_fn=_end_with_me,
    )


def _end_with_me() -> None:
    """Linux ends the child when this script is killed and cannot do so itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def watch(children: list[Child]) -> int:
    """Until one of them cannot be kept going."""
    while all(child.look() for child in children):
        time.sleep(0.1)
    failed = next(child for child in children if child.failures)
    print(f"scripts/run: {failed.name} fails again and again; ending the rest", file=sys.stderr)
    return 1


def end(children: list[Child]) -> None:
    """None of them, and nothing they started, is left."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    processes = [child.process for child in children]
    for process in processes:
        _signal(process, signal.SIGTERM)
    deadline = time.monotonic() + END_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL)
            process.wait()
        _signal(process, signal.SIGKILL)  # whatever of its group outlived it


def _signal(child: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except (ProcessLookupError, PermissionError):
        return
