"""scripts/run: .venv, set-up, sample data, web and worker; prints ``Ready: URL``. README, "Run".

Environment: FORUM_DATA_DIR (instance/), FORUM_HOST (127.0.0.1), FORUM_PORT (8000), FORUM_DEMO (1),
FORUM_CONFIG, FORUM_URL, FORUM_PROXIES, DATABASE_URL, SECRET_KEY, SMTP_URL, SEARCH_ENGINE.
Standard library only; everything else happens in the environment this makes.
"""

from __future__ import annotations

import ctypes
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

from environment import PYTHON, ROOT, prepare, say, stop

FLASK = [str(PYTHON), "-m", "flask", "--app", "wsgi"]
READY_SECONDS = 60  # a large database may still be migrating when the port opens
PARENT_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG
REFUSED = 1  # a command's exit code; for demo load: something is there already
END_SECONDS = 10  # what a running request or delivery gets to finish


SOON = 5  # a process that fails so many seconds after its start may fail at once again
PATIENCE = 3  # so many such failures in a row, and the fault is not a passing one


class Stopped(Exception):
    """Ctrl-C or SIGTERM."""


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


def start(environment: dict[str, str], *command: str) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C reaches only this script, which then ends both in order.
    return subprocess.Popen(
        [*FLASK, *command],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        preexec_fn=_end_with_me,
    )


def _end_with_me() -> None:
    """Linux ends the child when this script is killed and cannot do so itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


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


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
