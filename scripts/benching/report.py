"""What was found, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from benching.figures import FIGURES, Result

HEAD = ("figure", "value", "unit", "must", "ok", "samples")


def ordered(results: Iterable[Result]) -> list[Result]:
    """In the order of the table of figures, b first."""
    places = {figure.id: place for place, figure in enumerate(FIGURES)}
    return sorted(results, key=lambda result: places[result.figure.id])


def table(results: Sequence[Result]) -> str:
    rows = [HEAD, *map(_row, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(result: Result) -> tuple[str, ...]:
    samples = result.samples
    spread = f"{_short(min(samples))} - {_short(max(samples))} ({len(samples)})" if samples else ""
    said = "" if _must(result) == "" else "yes" if result.ok else "NO"
    figure = result.figure
    return (figure.id, _short(result.value), figure.unit, _must(result), said, spread)


def _must(result: Result) -> str:
    most, least = result.figure.most, result.figure.least
    if most is not None and least is not None:
        return f"{_short(least)} - {_short(most)}"
    if most is not None:
        return f"<= {_short(most)}"
    return "" if least is None else f">= {_short(least)}"


def _short(value: float) -> str:
    """Four figures are more than a measurement is worth."""
    return f"{value:.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"


def write(path: Path, results: Sequence[Result]) -> None:
    """The JSON that programs read: a list of figures, b first."""
    listed = [result.as_json() for result in results]
    path.write_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", "utf-8")
