"""How long an installed forum takes until it answers."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from benching.figures import Result, of_samples
from benching.seed import forum_settings
from benching.server import FORUM, ROOT, DidNotStart, Server, environment, free_port

TIMES = 5


def web(folder: Path) -> Result:
    """From ``python -m forum serve`` to the first answer of /healthz."""
    return of_samples("start.web", [_web(folder) for _ in range(TIMES)])


def _web(folder: Path) -> float:
    port = free_port()
    command = [*FORUM, "serve", "--port", str(port)]
    server = Server(command, environment(**forum_settings(folder)), folder / "start.log")
    try:
        return server.wait_for(port, "/healthz")
    finally:
        server.end()


def run(folder: Path) -> Result:
    """From ``scripts/run`` to "Ready:". One start before installs what is missing."""
    _run(folder)
    return of_samples("start.run", [_run(folder) for _ in range(TIMES)])


def _run(folder: Path) -> float:
    settings = {**forum_settings(folder), "FORUM_DEMO": "0", "FORUM_PORT": str(free_port())}
    begun = time.monotonic()
    process = subprocess.Popen(
        [str(ROOT / "scripts" / "run")],
        env=environment(**settings),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("Ready: "):
                return time.monotonic() - begun
        raise DidNotStart("scripts/run ended; the reason stands above")
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait()
