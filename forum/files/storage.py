"""Where files lie: ``DATA_DIR/files/<two letters>/<32 letters>``, names of our own making.

A file stands under its name whole or not at all: it is written elsewhere, brought to the disk, then
renamed. The row that names it comes afterwards, so a crash leaves at most a file without a row,
which the worker takes away.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from forum.core import clock
from forum.core.errors import Busy, NotFound
from forum.core.settings import setting

BEGUN = "new"  # folder of what is being taken in
SMALL = ".small"  # behind the name of a picture: its smaller one
FREE = 200_000_000  # bytes of the disk that are left to the database
_NAME = re.compile(r"[0-9a-f]{32}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def folder() -> Path:
    """All files of the installation."""
    return Path(setting("DATA_DIR")) / "files"


@contextmanager
def begun() -> Iterator[Path]:
    """A folder for one file that is being taken in; whatever is left in it goes.

    Busy when the disk is too full.
    """
    with _in_our_words():
        above = folder() / BEGUN
        above.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(above).free < FREE:
            raise Busy("disk")
        own = Path(tempfile.mkdtemp(dir=above))
    try:
        with _in_our_words():
            yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def keep(whole: Path, small: Path | None = None) -> str:
    """The files stand under one new name, which is returned; they are on the disk."""
    name = secrets.token_hex(16)
    shelf = folder() / name[:2]
    shelf.mkdir(mode=0o700, exist_ok=True)
    parts = [(small, shelf / (name + SMALL))] if small else []
    for path, place in [*parts, (whole, shelf / name)]:
        _stand(path, place)
    _to_disk(shelf)
    _to_disk(folder())
    return name


def put(name: str, stream: IO[bytes], *, small: bool = False) -> None:
    """What ``stream`` holds stands under this name, as it stood where a backup was made; in the
    place of a damaged one, too. NotFound for anything that is none of our names."""
    place = _place(name, small=small)
    with begun() as own:
        with (own / "part").open("wb") as file:
            shutil.copyfileobj(stream, file)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        _stand(own / "part", place)
        _to_disk(place.parent)
        _to_disk(folder())


def path_of(name: str, *, small: bool = False) -> Path:
    """The file of this name; NotFound for anything that is none of our names."""
    path = _place(name, small=small)
    if not path.is_file():
        raise NotFound("file")
    return path


def remove(name: str) -> None:
    """Nothing stands under this name."""
    for small in (False, True):
        _place(name, small=small).unlink(missing_ok=True)


def names() -> Iterator[str]:
    """Every name under which something stands."""
    seen = set()
    for path in folder().glob("??/*"):
        name = path.name.removesuffix(SMALL)
        if _NAME.fullmatch(name) and path.parent.name == name[:2] and name not in seen:
            seen.add(name)
            yield name


def old_names(*, seconds: int) -> Iterator[str]:
    """Names that were made longer ago than that: the row of a newer one may still be written."""
    for name in names():
        if _age(_place(name)) >= seconds:
            yield name


def forget_begun(*, seconds: int) -> None:
    """What a killed process was taking in is gone."""
    for path in (folder() / BEGUN).glob("*/"):
        if _age(path) >= seconds:
            shutil.rmtree(path, ignore_errors=True)


def is_time(*, seconds: int) -> bool:
    """Whether the shelves were not looked through for so long; from now on they are. Of several
    workers one is told so."""
    mark = folder() / BEGUN / "looked"
    try:
        if clock.now().timestamp() - mark.stat().st_mtime < seconds:
            return False
    except FileNotFoundError:
        if not mark.parent.exists():
            return False  # nothing was ever sent
    mark.touch(mode=0o600)
    return True


def _place(name: str, *, small: bool = False) -> Path:
    if not _NAME.fullmatch(name):
        raise NotFound("file")
    return folder() / name[:2] / (name + SMALL if small else name)


def _stand(path: Path, place: Path) -> None:
    _to_disk(path)
    path.chmod(0o600)
    path.replace(place)


def _age(path: Path) -> float:
    """Seconds; of a small picture without its whole one, too."""
    for candidate in (path, path.with_name(path.name + SMALL)):
        with suppress(FileNotFoundError):
            return clock.now().timestamp() - candidate.stat().st_mtime
    return 0


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _in_our_words() -> Iterator[None]:
    """A full disk is Busy: later it may have room again."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Busy("disk") from error
        raise
