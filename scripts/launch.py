"""scripts/run: .venv, set-up, sample data, web and worker; prints ``Ready: URL``. README, "Run".

Environment: FORUM_DATA_DIR (instance/), FORUM_HOST (127.0.0.1), FORUM_PORT (8000), FORUM_DEMO (1),
FORUM_CONFIG, FORUM_URL, FORUM_PROXIES, DATABASE_URL, SECRET_KEY, SMTP_URL, SEARCH_ENGINE.
Standard library only; everything else happens in the environment this makes.
"""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from children import FLASK, Child, end, watch
from environment import ROOT, prepare, say, stop

READY_SECONDS = 60  # a large database may still be migrating when the port opens
REFUSED = 1  # a command's exit code; for demo load: something is there already


class Stopped(Exception):
    """Ctrl-C or SIGTERM."""


def main() -> int:
    environment = settings()
    check_host(environment)
    check_port(environment)
    check_data_folder(Path(environment["FORUM_DATA_DIR"]))
    extra = ["requirements-scale.txt"] if is_postgresql(environment) else []
    signal.signal(signal.SIGTERM, _interrupted)
    signal.signal(signal.SIGINT, _interrupted)
    children: list[Child] = []
    try:
        prepare("requirements.txt", *extra)
        accounts = set_up(environment)
        host, port = environment["FORUM_HOST"], environment["FORUM_PORT"]
        web = ("serve", "--host", host, "--port", port)
        children += [Child("the web server", environment, *web)]
        children += [Child("the worker", environment, "worker")]
        wait_until_ready(environment, children)
        if accounts:
            say(accounts)
        say(f"Ready: {address(environment)}")
        return watch(children)
    except Stopped:
        return 0
    finally:
        end(children)


def settings() -> dict[str, str]:
    """The environment with this command's defaults filled in."""
    given = dict(os.environ)
    defaults = {"FORUM_HOST": "127.0.0.1", "FORUM_PORT": "8000", "FORUM_DEMO": "1"}
    filled = {**given, **{name: given.get(name) or value for name, value in defaults.items()}}
    folder = Path(given.get("FORUM_DATA_DIR") or ROOT / "instance")
    filled["FORUM_DATA_DIR"] = str(folder.resolve())
    filled["PYTHONUNBUFFERED"] = "1"
    return filled


def is_postgresql(environment: dict[str, str]) -> bool:
    return environment.get("DATABASE_URL", "").startswith("postgres")


def wants_demo(environment: dict[str, str]) -> bool:
    return environment["FORUM_DEMO"].strip().lower() in {"1", "true", "yes", "on"}


def check_host(environment: dict[str, str]) -> None:
    """Sample accounts have known passwords: they stay on this machine."""
    host = environment["FORUM_HOST"]
    try:
        near = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        near = False
    if wants_demo(environment) and not near:
        stop(f"the sample data has known passwords: use FORUM_DEMO=0 with FORUM_HOST={host}")


def check_port(environment: dict[str, str]) -> None:
    host, port = environment["FORUM_HOST"], environment["FORUM_PORT"]
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        stop(f"FORUM_PORT={port} is no port number")
    try:
        family = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
    except OSError as error:
        stop(f"{host}:{port} cannot be used ({error.strerror}); choose another with FORUM_PORT")


def check_data_folder(folder: Path) -> None:
    """It exists, is ours to write, and is closed to other users."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        stop(f"cannot write in the data folder {folder} ({error.strerror}); set FORUM_DATA_DIR")


def set_up(environment: dict[str, str]) -> str:
    """Key, migrations, reference data, sample data; what the sample accounts are, if any.

    Sample data goes only where nothing was: a first start that was broken off is continued.
    """
    folder = Path(environment["FORUM_DATA_DIR"])
    pending, accounts = folder / "demo-pending", folder / "demo-accounts.txt"
    if wants_demo(environment) and not any(folder.iterdir()):
        pending.touch(mode=0o600)
    if flask(environment, "setup").returncode:
        stop("the set-up did not finish; the reason stands above")
    if not wants_demo(environment):
        return ""
    if pending.exists():
        loaded = flask(environment, "demo", "load")
        if loaded.returncode not in {0, REFUSED}:
            stop("the sample data was not loaded; the reason stands above")
        accounts.touch(mode=0o600)
        accounts.write_text(loaded.stdout, "utf-8")
        pending.unlink()
    return accounts.read_text("utf-8").strip() if accounts.exists() else ""


def flask(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """A command of the application has run; what it told stands in ``stdout``."""
    return subprocess.run(
        [*FLASK, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )


def address(environment: dict[str, str]) -> str:
    host = environment["FORUM_HOST"]
    return f"http://{f'[{host}]' if ':' in host else host}:{environment['FORUM_PORT']}"


def wait_until_ready(environment: dict[str, str], children: list[Child]) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(environment["FORUM_HOST"])  # noqa: S104
    near = {**environment, "FORUM_HOST": host} if host else environment
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end_of_patience = time.monotonic() + READY_SECONDS
    while time.monotonic() < end_of_patience:
        if any(child.process.poll() is not None for child in children):
            stop("the site did not start; the reason stands above")
        try:
            with opener.open(f"{address(near)}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    stop(f"the site does not answer after {READY_SECONDS} seconds")


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
