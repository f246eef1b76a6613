"""scripts/test: environment, browser, catalogues, then style, types and tests.

With arguments only pytest runs, with them. CI=true makes every left-out test a failure.
Standard library only.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time

from environment import PYTHON, ROOT, install_system_packages, prepare, say, stop

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(arguments: list[str]) -> int:
    prepare("requirements-dev.txt")
    provide_browser()
    provide_driver()
    steps = [["scripts/translations", "compile"], ["-m", "pytest", *arguments]]
    if not arguments:
        style = [["check"], ["format", "--check"]]
        steps[1:1] = [["-m", "ruff", *step, "."] for step in style] + [["-m", "mypy"]]
    for step in steps:
        begun = time.monotonic()
        say(f"== {' '.join(step).removeprefix('-m ')}")
        failed = subprocess.run([str(PYTHON), *step], cwd=ROOT, check=False).returncode
        say(f"== {'failed' if failed else 'done'} after {time.monotonic() - begun:.1f} s")
        if failed:
            return failed
    return 0


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
