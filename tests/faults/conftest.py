"""A whole site of real processes, started as ``scripts/run`` starts them, that tests can kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.core.db import db
from tests.faults.writers import NO_PROXY, Writer
from tests.fixtures.database import ROOT, Database
from tests.fixtures.ports import free_port

KEY = "of the tests"  # as in build_app: tests and processes share sign-ins
PATIENCE = 20  # seconds until a process counts as not starting

ENOUGH = 40  # seconds of killing; half of the kills are done in any case

Process = subprocess.Popen[bytes]
Before = Callable[[], None] | None


def rounds(kills: int) -> Iterator[int]:
    """1 to ``kills``; a machine busy with other things does at least half of them."""
    begun = time.monotonic()
    for number in range(1, kills + 1):
        if number > kills / 2 and time.monotonic() > begun + ENOUGH:
            return
        yield number


class Site:
    """The web server and the worker of one database."""

    def __init__(self, folder: Path, database: Database, **environment: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "processes.log"
        self.web: Process | None = None
        self.worker: Process | None = None
        inherited = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ
        }
        self.environment = inherited | {
            "FORUM_CONFIG": "test",
            "FORUM_DATA_DIR": str(folder),
            "DATABASE_URL": database.url,
            "SECRET_KEY": KEY,
            **environment,
        }

    def start(
        self, *command: str, before: Callable[[], None] | None = None
    ) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "forum", *command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                preexec_fn=before,
            )

    def start_web(self, before: Before = None) -> float:
        """The web server answers; seconds from its start until then."""
        begun = time.monotonic()
        self.web = self.start("serve", "--port", str(self.port), before=before)
        while time.monotonic() < begun + PATIENCE:
            if self.healthy():
                return time.monotonic() - begun
            time.sleep(0.02)
        raise AssertionError(f"the web server does not start:\n{self.log.read_text()[-3000:]}")

    def start_worker(self) -> None:
        self.worker = self.start("worker")

    def healthy(self) -> bool:
        try:
            with NO_PROXY.open(f"{self.address}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self, process: Process | None) -> None:
        """As ``kill -9`` does: no handler runs."""
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for process in (self.web, self.worker):
            if process is not None and process.poll() is None:
                self.kill(process)


@pytest.fixture
def site(app: Flask, database: Database, tmp_path: Path) -> Iterator[Site]:
    """Nothing runs yet: a test starts what it needs."""
    made = Site(tmp_path, database)
    yield made
    made.end()


@pytest.fixture
def make_writer(app: Flask, site: Site) -> Callable[[object], Writer]:
    """A browser in which this person is signed in, for one thread of the test's own."""
    from forum.accounts import service

    def make(person: object) -> Writer:
        token = service.sign_in(person)  # type: ignore[arg-type]
        db.session.commit()
        return Writer(site.address, f"{app.config['SIGNIN_COOKIE']}={token}")

    return make
