"""scripts/bench [NAME ...] [--json FILE]: measures the figures that begin with a NAME, or all.

Exit 0: every bound holds; 1: one does not, or something could not be measured; 2: usage.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from benching import figures, report
from benching.baseline import NoBaseline, folder
from benching.members import NotAnswered
from benching.rounds import WrongAnswer
from benching.run import measured
from benching.server import ROOT, DidNotStart

FAILURES = (NoBaseline, NotAnswered, WrongAnswer, DidNotStart, RuntimeError)


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("scripts/bench", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="the beginning of a figure's id")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    given = parser.parse_args(words)
    try:
        given.wanted = figures.named(given.names)
    except ValueError as error:
        parser.error(str(error))
    return given


def main(words: list[str]) -> int:
    given = arguments(words)
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))  # and end what was begun
    home = Path(os.environ.get("FORUM_DATA_DIR") or ROOT / "instance").resolve() / "bench"
    try:
        folder()  # before the seed, which takes minutes
        results = report.ordered(measured(home, given.wanted))
    except FAILURES as failure:
        print(f"scripts/bench: {failure}", file=sys.stderr)
        return 1
    if given.json:
        report.write(given.json, results)
    print(report.table(results))
    return 0 if all(result.ok for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
