"""scripts/test: environment, browser, catalogues, then style, types and tests.

With arguments only pytest runs, with them. CI=true makes every left-out test a failure.
Without, two pytest share the folders and the processors. Standard library only.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time

from environment import PYTHON, ROOT, install_system_packages, prepare, say, stop

# What starts processes and browsers of its own, one after the other, and so much of the rest that
# both halves are done at about the same time.
HEAVY = ("tests/browser", "tests/faults", "tests/scripts", "tests/security")
HEAVY += ("tests/cli", "tests/journeys")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(arguments: list[str]) -> int:
    prepare("requirements-dev.txt")
    provide_browser()
    provide_driver()
    if arguments:
        return step("-m", "pytest", *arguments)
    style = [["-m", "ruff", *rest, "."] for rest in (["check"], ["format", "--check"])]
    for command in [["scripts/translations", "compile"], *style, ["-m", "mypy"]]:
        if failed := step(*command):
            return failed
    # A server given from outside has one database of each name.
    if (os.cpu_count() or 1) < 2 or os.environ.get("TEST_DATABASE_URL"):
        return step("-m", "pytest")
    return both_halves()


def step(*command: str) -> int:
    begun = time.monotonic()
    say(f"== {' '.join(command).removeprefix('-m ')}")
    failed = subprocess.run([str(PYTHON), *command], cwd=ROOT, check=False).returncode
    say(f"== {'failed' if failed else 'done'} after {time.monotonic() - begun:.1f} s")
    return failed


def both_halves() -> int:
    """All of the suite: the heavy folders by a process whose words are shown when it is done, the
    others by one that is watched."""
    with tempfile.TemporaryFile("w+") as told:
        heavy = subprocess.Popen(
            [str(PYTHON), "-m", "pytest", *HEAVY], cwd=ROOT, stdout=told, stderr=told
        )
        try:
            failed = step("-m", "pytest", *(f"--ignore={folder}" for folder in HEAVY))
        finally:  # also after Ctrl-C, which both get
            heavy.wait()
        say(f"== pytest {' '.join(HEAVY)}")
        told.seek(0)
        shutil.copyfileobj(told, sys.stdout)
        say(f"== {'failed' if heavy.returncode else 'done'}")
    return failed or heavy.returncode


def provide_browser() -> None:
    given = os.environ.get("CHROMIUM")
    if given:
        if not os.access(given, os.X_OK):
            stop(f"CHROMIUM={given} is no program")
    elif not any(map(shutil.which, BROWSERS)) and not install_system_packages("chromium"):
        stop("no browser: install chromium, or say CHROMIUM=/path/to/it")


def provide_driver() -> None:
    """The browser driver that pip brings needs one library that a bare Debian leaves out."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        if not install_system_packages("libatomic1"):
            stop("the browser driver needs libatomic: apt-get install libatomic1")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
