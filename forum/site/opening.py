"""The list "Before opening to citizens": what must stand, and what of it is missing.

The lines are put together in ``wiring``: each room says of itself what it lacks, so a later
feature adds one line there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """``lacking()`` is what is missing, in words, or None when all is done; ``href`` leads to the
    page that solves it."""

    key: str
    sentence: object
    lacking: Callable[[], object | None]
    href: str


@dataclass(frozen=True)
class State:
    """A line as it stands now."""

    line: Line
    missing: object | None


def states(lines: Iterable[Line]) -> list[State]:
    """Every line with what it lacks now."""
    return [State(line, line.lacking()) for line in lines]


def open_lines(lines: Iterable[Line]) -> list[State]:
    """The lines at which something is missing."""
    return [state for state in states(lines) if state.missing is not None]
