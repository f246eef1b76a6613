"""The two tables: handling of a question, and a text on its way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forum.official.lifecycle import HANDLING_MOVES, OPEN, TEXT_MOVES, Handling, TextState

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "official-replies.md"
ROW = re.compile(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", re.M)


def test_every_state_has_its_row() -> None:
    assert set(HANDLING_MOVES) == set(Handling) and set(TEXT_MOVES) == set(TextState)


def test_no_reply_is_published_without_approval() -> None:
    before = {state for state, after in TEXT_MOVES.items() if TextState.PUBLISHED in after}

    assert before == {TextState.APPROVED}


def test_an_answer_always_passes_the_approval() -> None:
    before = {state for state, after in HANDLING_MOVES.items() if Handling.ANSWERED in after}

    assert before == {Handling.AWAITING_APPROVAL}


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_question_can_still_be_answered(state: Handling) -> None:
    reached, edge = set(), {state}
    while edge:
        reached |= edge
        edge = {after for one in edge for after in HANDLING_MOVES[one]} - reached

    assert Handling.ANSWERED in reached


def test_the_document_says_what_the_tables_say() -> None:
    written = {
        state: set(re.findall(r"`(\w+)`", moves))
        for state, moves in ROW.findall(DOCUMENT.read_text("utf-8"))
    }
    tables = {**HANDLING_MOVES, **TEXT_MOVES}

    assert written == {state.value: {m.value for m in moves} for state, moves in tables.items()}
