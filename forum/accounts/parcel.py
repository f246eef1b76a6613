"""Everything that is stored about a person, as one ZIP: a list for programs, a page for people, the
files. The rooms' parts are put together in ``wiring``: a new room adds one line there."""

from __future__ import annotations

import enum
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from flask import current_app

from forum.accounts.parcel_words import FIELDS, VALUES
from forum.core import clock
from forum.core.errors import NotFound
from forum.core.records import Record
from forum.files import storage
from forum.languages.domain import current_tag
from forum.languages.formatting import local_date, local_datetime

IN_MEMORY = 1_000_000  # bytes of the ZIP; what is larger lies on the disk without a name
FILES = "tep"  # folder in the ZIP
Named = Callable[[int], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Part:
    """One kind of thing that a room stores. ``found`` gives the records of a person, who owns them
    by one of ``columns``, written ``table.column``. For some fields ``words`` say
    what their codes mean."""

    title: object
    found: Callable[[int], Iterable[Record]]
    columns: tuple[str, ...]
    words: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def packed(person_id: int, parts: Mapping[str, Part], files: Iterable[Named]) -> IO[bytes]:
    """The whole ZIP, to be read from its beginning. Busy when the disk is too full."""
    with storage.begun() as folder:
        parcel = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(folder))  # noqa: SIM115
        with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as zipped:
            _write(zipped, "du-lieu.json", _as_json(person_id, parts))
            _write(zipped, "du-lieu.html", _as_page(person_id, parts))
            for name, kept in (pair for found in files for pair in found(person_id)):
                with suppress(NotFound):  # taken away in this moment
                    zipped.write(
                        storage.path_of(kept), f"{FILES}/{name}", compress_type=zipfile.ZIP_STORED
                    )
        parcel.seek(0)
        return parcel


def _write(zipped: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    with zipped.open(name, "w") as out:
        for piece in pieces:
            out.write(piece.encode())


def _as_json(person_id: int, parts: Mapping[str, Part]) -> Iterator[str]:
    yield f'{{"made_at": {_json(clock.now())}'
    for name, part in parts.items():
        yield f",\n{_json(name)}: ["
        for number, record in enumerate(part.found(person_id)):
            yield (",\n" if number else "\n") + _json(record)
        yield "]"
    yield "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value")


def _as_page(person_id: int, parts: Mapping[str, Part]) -> Iterator[str]:
    template = current_app.jinja_env.get_template("accounts/own_data_file.html")
    return template.generate(
        lang=current_tag(),
        made_at=clock.now(),
        sections=((part.title, _in_words(person_id, part)) for part in parts.values()),
        folder=FILES,
    )


def _in_words(person_id: int, part: Part) -> Iterator[dict[str, Any]]:
    for record in part.found(person_id):
        yield _readable(record, part)


def _readable(record: Mapping[str, Any], part: Part) -> dict[str, Any]:
    """Labels and values for people; a field that says nothing is left out."""
    said = {name: value for name, value in record.items() if value not in (None, "", [], {})}
    return {
        str(FIELDS.get(name, name)): _shown(value, part, part.words.get(name, {}))
        for name, value in said.items()
    }


def _shown(value: Any, part: Part, words: Mapping[str, object]) -> Any:
    """Words of the code are said in the reader's language, where there is a word for them."""
    if isinstance(value, dict):
        return _readable(value, part)
    if isinstance(value, list):
        return [_shown(one, part, words) for one in value]
    if isinstance(value, datetime):
        return local_datetime(value)
    if isinstance(value, date):
        return local_date(value)
    if isinstance(value, bool):
        return str(VALUES["true" if value else "false"])
    if isinstance(value, enum.StrEnum):
        return str(VALUES.get(value.value, value.value))
    return str(words.get(value, value)) if isinstance(value, str) else value
