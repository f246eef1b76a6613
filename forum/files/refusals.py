"""Why a file is not taken. Known in the process that reads it, so nothing here knows Flask."""

from __future__ import annotations

import enum


class Refusal(enum.StrEnum):
    """``files/words.py`` says each of them to the sender."""

    EMPTY = "empty"
    KIND = "kind"  # neither a picture nor a PDF
    LARGE = "large"  # in bytes
    PIXELS = "pixels"
    FRAMES = "frames"
    PAGES = "pages"
    LOCKED = "locked"  # encrypted
    ACTIVE = "active"  # holds a program, or another file
    DAMAGED = "damaged"
    HEAVY = "heavy"  # reading it takes more time or memory than a file may


class Refused(Exception):
    """This file is not taken."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why
