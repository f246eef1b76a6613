"""Tracking codes as people type them."""

from __future__ import annotations

import itertools

from forum.threads.receipts import ALPHABET, check_character, code_of, printed, read_code

SECRET = b"a key"
CODE = code_of(bytes(16), SECRET)


def test_a_code_is_read_whatever_case_spaces_and_dashes() -> None:
    assert read_code(printed(CODE)) == CODE
    assert read_code(f" {CODE[:4].lower()} – {CODE[4:].lower()} ") == CODE


def test_every_single_wrong_character_is_noticed() -> None:
    for place, wrong in itertools.product(range(9), ALPHABET):
        if wrong != CODE[place]:
            assert read_code(CODE[:place] + wrong + CODE[place + 1 :]) is None


def test_every_swap_of_neighbours_is_noticed() -> None:
    for first, second in itertools.permutations(ALPHABET, 2):
        text = f"22{first}{second}4567"
        code = text + check_character(text)
        swapped = f"22{second}{first}4567" + code[8]
        assert read_code(code) == code
        assert read_code(swapped) is None


def test_what_is_no_code_is_none() -> None:
    for typed in ("", "ABC", "0000-00000", CODE + "2", "điều 5 khoản 2", "\x00" * 9):
        assert read_code(typed) is None
