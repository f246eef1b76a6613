"""scripts/run as a person meets it: one command, one clear line when it cannot, nothing left."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from tests.fixtures.database import ROOT
from tests.fixtures.ports import free_port

LATER_START = 5.0  # seconds from the command to "Ready", everything being installed
SLACK = 3  # other tests and people use the machine too

Runner = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Runner]:
    """Starts scripts/run on a port and folder of its own; ends it at last."""
    begun: list[subprocess.Popen[str]] = []

    def start(**settings: str) -> subprocess.Popen[str]:
        own = {"FORUM_DATA_DIR": str(tmp_path / "data"), "FORUM_PORT": str(free_port())}
        own |= {"FORUM_DEMO": "0", "FORUM_CONFIG": "development"}
        process = subprocess.Popen(
            [ROOT / "scripts" / "run"],
            env={**os.environ, **own, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        return process

    yield start
    for process in begun:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


def ready(process: subprocess.Popen[str]) -> str:
    """The address after ``Ready:``."""
    assert process.stdout and process.stderr
    for line in process.stdout:
        if line.startswith("Ready: "):
            return line.removeprefix("Ready: ").strip()
    pytest.fail(f"never ready: {process.stderr.read()}")


def refusal(process: subprocess.Popen[str]) -> str:
    """The one line of a start that was refused."""
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors.startswith("scripts/run: ") and errors.count("\n") == 1, errors
    return errors


def test_it_answers_and_leaves_nothing_behind(run: Runner, tmp_path: Path) -> None:
    process = run()
    address = ready(process)
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2

    with urlopen(f"{address}/healthz") as answer:  # noqa: S310 (our own address)
        assert answer.status == 200
    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=15) == 0
    assert psutil.wait_procs(children, timeout=5)[1] == []
    key = tmp_path / "data" / "secret_key"
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_later_start_is_quick(run: Runner) -> None:
    first = run()
    ready(first)
    first.send_signal(signal.SIGTERM)
    first.wait(timeout=15)

    begun = time.monotonic()
    ready(run())

    assert time.monotonic() - begun < LATER_START * SLACK


@pytest.mark.parametrize("which", [0, 1])
def test_a_process_that_is_killed_is_begun_again(run: Runner, which: int) -> None:
    process = run()
    address = ready(process)
    killed = psutil.Process(process.pid).children()[which]

    killed.kill()

    psutil.wait_procs([killed], timeout=5)
    deadline = time.monotonic() + 3 * SLACK
    while len(psutil.Process(process.pid).children()) < 2 or not answers(address):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert process.poll() is None


def answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310 (our own site)
            return bool(answer.status == 200)
    except OSError:
        return False


def test_a_process_that_cannot_be_kept_going_ends_the_site(capfd: pytest.CaptureFixture) -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    children = importlib.import_module("children")
    children.FORUM = [sys.executable, "-c", "import sys; sys.exit(7)"]
    broken = children.Child("the worker", dict(os.environ), "worker")

    assert children.watch([broken]) == 1
    assert "the worker fails again and again" in capfd.readouterr().err


def test_when_it_is_killed_itself_its_processes_end(run: Runner) -> None:
    process = run()
    ready(process)
    children = psutil.Process(process.pid).children()

    process.kill()

    assert psutil.wait_procs(children, timeout=15)[1] == []


def test_sample_data_stays_on_this_machine(run: Runner) -> None:
    assert "FORUM_DEMO=0" in refusal(run(FORUM_DEMO="1", FORUM_HOST="0.0.0.0"))  # noqa: S104


def test_a_port_in_use_is_named(run: Runner) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        assert port in refusal(run(FORUM_PORT=port))


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_refused(run: Runner, port: str) -> None:
    assert f"FORUM_PORT={port}" in refusal(run(FORUM_PORT=port))


def test_a_data_folder_that_cannot_be_written_is_named(run: Runner, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.touch()

    assert str(taken) in refusal(run(FORUM_DATA_DIR=str(taken)))


def test_an_old_python_is_refused(run: Runner, tmp_path: Path) -> None:
    for name in ("dirname", "sh"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    assert "Python 3.11" in refusal(run(PATH=str(tmp_path), PYTHON="python3"))


def test_a_linked_environment_is_replaced_and_not_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    environment = importlib.import_module("environment")
    others, link = tmp_path / "others", tmp_path / ".venv"
    others.mkdir()
    (others / "kept").touch()
    link.symlink_to(others)
    monkeypatch.setattr(environment, "VENV", link)

    environment._make()

    assert (others / "kept").exists()
    assert (link / "bin" / "python").exists() and not link.is_symlink()
