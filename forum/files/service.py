"""Taking a file in, and letting it go. Whose it is and who may see it, the rooms above know.

Call ``take`` before the request's first write: a picture takes a second to read, and nobody is to
wait for the database meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from forum.core.text import one_line, tidy
from forum.files import limits, storage, words, workshop
from forum.files.kinds import HEAD, Format, Kind, format_of
from forum.files.refusals import Refusal, Refused

CHUNK = 65_536
LABEL = 80  # characters
FORGOTTEN = 86_400  # seconds: a day after its making, a file without a row is nobody's


@dataclass(frozen=True)
class StoredFile:
    """A file that stands on the disk. ``bytes`` are those a reader fetches, ``taken`` all that it
    takes on the disk; ``label`` is what is left of the sender's name for it."""

    name: str
    kind: Kind
    label: str
    bytes: int
    taken: int
    width: int | None = None
    height: int | None = None
    pages: int | None = None


def take(stream: IO[bytes], *, sent_as: str) -> StoredFile:
    """The sent file is checked, made harmless and kept.

    RuleBroken at ``file`` says why it is not; Busy means that it may be sent again. Nothing of a
    refused file stays.
    """
    try:
        with storage.begun() as folder:
            source = folder / "sent"
            kind = _receive(stream, source).kind
            found = workshop.examine(kind, source, folder)
            whole, small = source, None
            if kind is Kind.IMAGE:
                whole, small = folder / "whole", folder / "small"
            size = whole.stat().st_size
            taken = size + (small.stat().st_size if small else 0)
            name = storage.keep(whole, small)
    except Refused as refused:
        raise words.broken(refused.why) from refused
    return StoredFile(name, kind, label_of(sent_as), size, taken, **found)


def words_of(name: str) -> str:
    """What can be read in a kept document; "" of one that is only pictures, or too complicated.

    NotFound when nothing stands under this name, Busy when it may be tried again. For the worker:
    it takes as long as taking the document in did.
    """
    source = storage.path_of(name)
    try:
        with storage.begun() as folder:
            return tidy(workshop.read(source, folder))
    except Refused:
        return ""


def let_go(name: str) -> None:
    """The file is gone: after the commit in which its last row went."""
    storage.remove(name)


def forget_unclaimed(claimed: Callable[[], set[str]]) -> int:
    """Files that no row names are gone, and what killed processes left; how many files.

    ``claimed`` is asked after the files were listed: a row written in between is seen.
    """
    storage.forget_begun(seconds=FORGOTTEN)
    listed = set(storage.old_names(seconds=FORGOTTEN))
    gone = listed - claimed() if listed else set()
    for name in gone:
        storage.remove(name)
    return len(gone)


def label_of(sent_as: str) -> str:
    """What readers may see of the sender's name for a file: no folders, no ending, one line."""
    last = one_line(sent_as.replace("\\", "/").rsplit("/", 1)[-1])
    stem, dot, ending = last.rpartition(".")
    if dot and stem and ending.isalnum() and len(ending) <= 5:
        last = stem
    last = last.strip(". ")[:LABEL].strip()
    return last if any(letter.isalnum() for letter in last) else ""  # some marks cannot be seen


def _receive(stream: IO[bytes], path: Path) -> Format:
    """What arrived lies in ``path``; its format. Refused as soon as it is too large."""
    first = stream.read(CHUNK)
    if not first:
        raise Refused(Refusal.EMPTY)
    found = format_of(first[:HEAD])
    if found is None:
        raise Refused(Refusal.KIND)
    left = limits.largest(found.kind)
    with path.open("wb") as file:
        chunk = first
        while chunk:
            left -= len(chunk)
            if left < 0:
                raise Refused(Refusal.LARGE)
            file.write(chunk)
            chunk = stream.read(CHUNK)
    return found
