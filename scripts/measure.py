"""scripts/bench: the environment, then ``benching`` in it; see docs/benchmarks.md.

Standard library only.
"""

from __future__ import annotations

import os
import sys

from environment import PYTHON, ROOT, prepare


def main(arguments: list[str]) -> None:
    """Does not come back: ``benching`` takes the place of this process."""
    prepare("requirements-dev.txt")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'scripts'}{os.pathsep}{ROOT}"}
    command = [str(PYTHON), "-m", "benching", *arguments]
    os.execve(command[0], command, environment)  # noqa: S606 (our own Python)


if __name__ == "__main__":
    main(sys.argv[1:])
