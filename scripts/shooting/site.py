"""An own instance with the sample data, in a folder that is gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fixtures.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # the scripts of that folder name each other by file
from children import FLASK, start  # noqa: E402

READY_SECONDS = 60
# What is set for scripts/run must not reach this instance.
SETTINGS = ("FORUM_", "DATABASE_URL", "SECRET_KEY", "SMTP_URL", "SEARCH_ENGINE", "SITE_", "MAIL_")


@dataclass(frozen=True)
class Site:
    """Where it answers, and who may come in."""

    address: str
    passwords: dict[str, str]  # sign-in name → password
    names: dict[str, list[str]]  # role → sign-in names
    codes: list[str]  # tracking codes of guests


@contextmanager
def demo_site(folder: Path) -> Iterator[Site]:
    """The site as scripts/run shows it on a first start, its news delivered."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(SETTINGS)}
    environment |= {"FORUM_DATA_DIR": str(folder), "FORUM_DEMO": "1", "FORUM_CONFIG": "test"}
    _flask(environment, "setup")
    accounts = _flask(environment, "demo", "load")
    _flask(environment, "worker", "--once")
    processes = [start(environment, "serve", "--port", str(port)), start(environment, "worker")]
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, processes[0])
        yield _site(address, accounts)
    finally:
        _end(processes)


def _site(address: str, accounts: str) -> Site:
    """From what ``demo load`` told: role, sign-in name and password; of a guest only the code."""
    names: dict[str, list[str]] = {}
    passwords: dict[str, str] = {}
    for role, name, *password in map(str.split, accounts.splitlines()):
        names.setdefault(role, []).append(name)
        passwords |= {name: password[0]} if password else {}
    codes = names.pop("guest", [])
    return Site(address, passwords, names, codes)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _flask(environment: dict[str, str], *command: str) -> str:
    """What the command told. Its faults are shown, and end this one."""
    done = subprocess.run(
        [*FLASK, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return done.stdout


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the web server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 (our own)
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the site does not answer after {READY_SECONDS} seconds")
