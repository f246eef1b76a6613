"""The measured processes: begun, waited for, their CPU time and memory read, ended."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")  # commands
FORUM = (sys.executable, "-m", "forum")  # the two processes, as scripts/run begins them
PATIENCE = 60  # seconds until a process counts as not starting
END_SECONDS = 15
PARENT_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "FORUM_BENCH_BASELINE")
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class DidNotStart(Exception):
    """A process ended or never answered; the text holds the end of its log."""


def environment(**settings: str) -> dict[str, str]:
    """A process's environment: nothing of the forum's settings but ``settings``, so that a figure
    does not depend on what somebody has exported."""
    return {n: os.environ[n] for n in _INHERITED if n in os.environ} | settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_me() -> None:
    """Linux ends the process when the bench is killed and cannot do so itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


class Server:
    """One process, begun at once. ``port`` 0: it listens nowhere."""

    def __init__(self, command: Sequence[str], settings: dict[str, str], log: Path) -> None:
        self.command, self.log, self.port = list(command), log, 0
        with log.open("ab") as file:
            self.begun = time.monotonic()
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=settings,
                stdout=file,
                stderr=file,
                preexec_fn=_end_with_me,
            )

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_for(self, port: int, path: str) -> float:
        """It answers 200 at ``path``; seconds from its start until then."""
        self.port = port
        while time.monotonic() < self.begun + PATIENCE:
            if self.process.poll() is not None:
                break
            try:
                with _DIRECT.open(f"{self.address}{path}", timeout=5) as answer:
                    if answer.status == 200:
                        return time.monotonic() - self.begun
            except (urllib.error.URLError, OSError):
                time.sleep(0.01)
        raise DidNotStart(f"{' '.join(self.command)}:\n{self.log.read_text('utf-8')[-2000:]}")

    def cpu(self) -> float:
        """Seconds of CPU, user and system, that all its threads have used since its start.

        Linux knows the CPU clock of another process under a number made of its id; it counts
        nanoseconds, where /proc/PID/stat counts hundredths of a second.
        """
        return time.clock_gettime(~self.process.pid << 3 | 2)

    def memory(self) -> float:
        """Its share of the memory (PSS), in MB."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def get(url: str, **headers: str) -> bytes:
    """The body of a page; an HTTPError unless the answer is a good one."""
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 (our own process)
    with _DIRECT.open(request, timeout=PATIENCE) as answer:
        body: bytes = answer.read()
    return body


def settled(url: str) -> str:
    """Where redirects lead from ``url``."""
    with _DIRECT.open(url, timeout=PATIENCE) as answer:
        return str(answer.geturl())
