"""scripts/shots: the environment and the browser are there, then scripts/shooting/command.py runs.

Standard library only.
"""

from __future__ import annotations

import os
import sys

from check import provide_browser, provide_driver
from environment import PYTHON, ROOT, prepare


def main(arguments: list[str]) -> None:
    prepare("requirements-dev.txt")
    provide_browser()
    provide_driver()
    where = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [str(PYTHON), "-m", "scripts.shooting.command", *arguments]
    os.execve(command[0], command, where)  # noqa: S606 (our own command, no shell wanted)


if __name__ == "__main__":
    main(sys.argv[1:])
