"""Pages by key, not by OFFSET: the thousandth page costs what the first costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TypeVar

Row = TypeVar("Row")


def cut(rows: Sequence[Row], size: int) -> tuple[Sequence[Row], bool]:
    """The first ``size`` rows, and whether there was one more (ask the database for size + 1)."""
    return rows[:size], len(rows) > size


def cut_by_weight(
    rows: Sequence[Row], size: int, weight: Callable[[Row], int], most: int
) -> Sequence[Row]:
    """The first of ``rows``: at most ``size`` of them, and no more than weigh ``most`` together;
    one in any case, however heavy."""
    fitting = sum(total <= most for total in accumulate(weight(row) for row in rows[:size]))
    return rows[: max(1, fitting)]


def as_number(value: str | None, otherwise: int = 0) -> int:
    """A whole number from an address, bounded to what a database column holds."""
    try:
        number = int(value or "")
    except ValueError:
        return otherwise
    return number if 0 <= number < 2**31 else otherwise
