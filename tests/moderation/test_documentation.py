"""The tables in docs/moderation.md are the tables of the code."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from pathlib import Path

import pytest

from forum.moderation.lifecycle import FAVOURABLE, VISIBILITY_CHOICES, Outcome
from forum.threads.lifecycle import POST_MOVES, REVISION_MOVES

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "moderation.md"


def table(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    part = DOCUMENT.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize(("heading", "moves"), [("Revision", REVISION_MOVES), ("Post", POST_MOVES)])
def test_the_moves_are_those_of_the_lifecycle(
    heading: str, moves: Mapping[enum.StrEnum, frozenset[enum.StrEnum]]
) -> None:
    written = [(start, end) for start, end, _who, _how in table(heading)]

    assert sorted(written) == sorted((start, end) for start in moves for end in moves[start])


def test_the_outcomes_offered_are_those_of_the_lifecycle() -> None:
    written = dict(table("What the board decides on a post"))

    assert written == {
        state: ", ".join(outcomes) or "none" for state, outcomes in VISIBILITY_CHOICES.items()
    }


def test_every_outcome_but_a_favourable_one_is_said_to_need_clause_and_reason() -> None:
    ways = [how for heading in ("Revision", "Post") for *_rest, how in table(heading)]
    decided = {way for way in ways if way.startswith("decision")}

    assert decided == {
        f"decision `{outcome}`" + ("" if outcome in FAVOURABLE else ", with clause and reason")
        for outcome in Outcome
    }
