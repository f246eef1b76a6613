"""Passwords that others try first: common ones of the whole world, and habits of Vietnam."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

from flask_babel import lazy_gettext

from forum.core.errors import RuleBroken
from forum.core.text import fold

COMMON = Path(__file__).with_name("data") / "common_passwords.txt.gz"
# Words that people here put a number behind; lower case, no diacritics, no spaces.
WORDS = frozenset(
    "anhyeuem baconghai banlang bimat bimatkhau chucmungnammoi dantoc diendan dongbao emyeuanh "
    "giadinh giadinhtoi hanhphuc hochiminh khongbiet khongcomatkhau matkhau matkhaucuatoi "
    "matkhaumoi mattkhau mothaiba nguoidung noiyeuem password quantri tenguoiyeu thanhcong tinhyeu "
    "toiyeuem toiyeuvietnam vietnam vietnamvodich xinchao yeuem yeuemnhieu yeuvietnam".split()
)
ROWS = ("qwertyuiop", "asdfghjkl;", "zxcvbnm,./", "1234567890", "abcdefghijklmnopqrstuvwxyz")
_RUNS = tuple(row[::step] for row in ROWS for step in (1, -1))
_AFFIX = re.compile(r"^[\W\d_]+|[\W\d_]+$")
SHORTEST_RUN = 3
FEW = 3  # characters


def refuse_weak(password: str, username: str, field: str = "password") -> None:
    """RuleBroken at ``field`` for a password that guessing begins with. The length is checked by
    the form."""
    if is_weak(password, username):
        raise RuleBroken(
            lazy_gettext(
                "This password is one of the first that others would try: a common word, a "
                "telephone number, a date, a row of keys or the sign-in name. Please take a short "
                "sentence that only you know; spaces and diacritics are welcome."
            ),
            field,
        )


def is_weak(password: str, username: str) -> bool:
    """Whether guessing would begin with it: in any case, with or without diacritics."""
    plain = "".join(fold(password).split())
    stem = _AFFIX.sub("", plain)
    name = fold(username)
    return (
        is_common(password.lower())
        or is_common(plain)
        or len(set(plain)) <= FEW
        or plain.lstrip("+").isdigit()  # a telephone number, a date, an identity card
        or stem in WORDS
        or stem in {name, name[::-1], _AFFIX.sub("", name)}
        or _only_runs(plain)
    )


def is_common(word: str) -> bool:
    return b"\n" + word.encode() + b"\n" in _common()


@cache
def _common() -> bytes:
    """One string of 110 kB instead of 11,611 of 1 MB: it is searched once a new password."""
    return b"\n" + gzip.decompress(COMMON.read_bytes())


def _only_runs(plain: str) -> bool:
    """Nothing but neighbouring keys, letters in order, one character again and again."""
    at, single = 0, 0
    while at < len(plain):
        step = _run_at(plain, at)
        if step < SHORTEST_RUN:
            step, single = 1, single + 1
        at += step
    return single < FEW


def _run_at(plain: str, at: int) -> int:
    """How many characters from ``at`` stand side by side in a row of keys, or are the same."""
    longest = 1
    while plain[at : at + longest + 1] == plain[at] * (longest + 1):
        longest += 1
    for row in _RUNS:
        end = at + longest
        while end < len(plain) and plain[at : end + 1] in row:
            end += 1
        longest = max(longest, end - at)
    return longest
