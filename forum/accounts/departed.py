"""Which accounts were deleted, told in a file beside the database: a backup that was made before
brings them back, and then they are deleted again. It holds numbers and moments, no names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from forum.accounts.models import Person
from forum.core.settings import setting

FILE = "deleted-accounts"
PARTS = 3  # of a line


@dataclass(frozen=True)
class Departed:
    """An account that was deleted. Numbers are given again where a backup lacks later accounts:
    only with the moment it was made is it the same account."""

    person_id: int
    made_at: str
    with_texts: bool

    @classmethod
    def of(cls, person: Person, *, with_texts: bool) -> Departed:
        return cls(person.id, person.created_at.isoformat(), with_texts)

    def is_of(self, person: Person) -> bool:
        return (self.person_id, self.made_at) == (person.id, person.created_at.isoformat())


def remember(one: Departed) -> None:
    """The file tells of it, once, also after the machine lost its power."""
    if one in departed():
        return
    handle = os.open(_path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as stream:
        stream.write(f"\n{one.person_id} {one.made_at} {int(one.with_texts)}\n")
        stream.flush()
        os.fsync(stream.fileno())


def departed() -> list[Departed]:
    """All that the file tells of, in order. A line that was cut off tells of nobody, and stands
    in the way of none: each begins with an end of line."""
    try:
        lines = _path().read_text("ascii").splitlines()
    except FileNotFoundError:
        return []
    parts = [line.split() for line in lines]
    return [Departed(int(p[0]), p[1], p[2] == "1") for p in parts if len(p) == PARTS]


def _path() -> Path:
    return Path(setting("DATA_DIR")) / FILE
