"""The one file of a backup: a zip with a manifest, the secret key, each table's rows as JSON and
the sent files.

The same form for SQLite and PostgreSQL, so that a backup moves an installation from one to the
other. The search index is never in it: it is made anew from the rows.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forum.cli.schema import content_tables
from forum.core.db import Moment
from forum.core.errors import NotFound
from forum.files import storage
from forum.files.kinds import Kind
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment

FORMAT = 1
KEY, MANIFEST = "secret_key", "manifest.json"
FILES = "files/"  # in front of a sent file's name; a backup from before there were any has none
ROWS = 1000  # rows in memory at a time


class Unreadable(Exception):
    """The file is no whole backup; the text says why."""


def write(link: sa.Connection, file: Path, *, key: str, head: str, made_at: str) -> dict[str, Any]:
    """``file`` holds all rows that ``link`` sees, and the sent files that they name; its manifest.

    What is missing on the disk is named there, and missing in the backup too.
    """
    parts: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for table in content_tables():
            parts[table.name] = _write_table(link, table, archive)
        archive.writestr(KEY, key)
        manifest = {"format": FORMAT, "head": head, "made_at": made_at, "tables": parts}
        manifest["key_sha256"] = hashlib.sha256(key.encode()).hexdigest()
        manifest["files"], manifest["missing"] = _write_files(link, archive)
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _write_files(link: sa.Connection, archive: zipfile.ZipFile) -> tuple[dict[str, str], list[str]]:
    """Name on the disk → sum of what stands under it; and names under which nothing stands."""
    sums, missing = {}, []
    named = sa.select(Attachment.name, Attachment.kind).order_by(Attachment.id)
    claimed = named.where(Attachment.state != AttachmentState.GONE)
    for name, kind in link.execute(claimed).all():
        for small in (False, True) if kind is Kind.IMAGE else (False,):
            try:
                path = storage.path_of(name, small=small)
                archive.write(path, FILES + path.name, zipfile.ZIP_STORED)  # packed as long
                sums[path.name] = _sum(archive, FILES + path.name)
            except (NotFound, FileNotFoundError):
                missing.append(name)
    return sums, missing


def lay_down(archive: zipfile.ZipFile, sums: dict[str, str]) -> None:
    """The sent files stand on the disk; those that stand there whole are left alone."""
    for part, wanted in sums.items():
        name, small = part.removesuffix(storage.SMALL), part.endswith(storage.SMALL)
        if not _stands(name, small, wanted):
            with archive.open(FILES + part) as stream:
                try:
                    storage.put(name, stream, small=small)
                except NotFound as error:
                    raise Unreadable("a file in it has no name of ours") from error


def _stands(name: str, small: bool, wanted: str) -> bool:
    try:
        with storage.path_of(name, small=small).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == wanted
    except NotFound:
        return False


def _write_table(link: sa.Connection, table: sa.Table, archive: zipfile.ZipFile) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    query = sa.select(table).order_by(*table.primary_key.columns)
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as stream:
        for row in link.execution_options(yield_per=ROWS).execute(query):
            line = json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n"
            stream.write(line)
            digest.update(line)
            count += 1
    columns = [column.name for column in table.columns]
    return {"rows": count, "columns": columns, "sha256": digest.hexdigest()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the file says it holds, with every part checked against its sum."""
    try:
        found: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if found["format"] != FORMAT:
            raise Unreadable(f"it has format {found['format']}, this version reads {FORMAT}")
        sums = {f"{name}.jsonl": part["sha256"] for name, part in found["tables"].items()}
        sums |= {FILES + name: wanted for name, wanted in found.setdefault("files", {}).items()}
        for name, wanted in {**sums, KEY: found["key_sha256"]}.items():
            if _sum(archive, name) != wanted:
                raise Unreadable(f"{name} is damaged")
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise Unreadable("it is damaged or no backup of this forum") from error
    return found


def _sum(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def rows(
    archive: zipfile.ZipFile, table: sa.Table, columns: list[str]
) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table as they go into the database, ROWS at a time."""
    readers = [_reader(table.columns[name]) for name in columns]
    batch: list[dict[str, Any]] = []
    with archive.open(f"{table.name}.jsonl") as stream:
        for line in stream:
            values = zip(columns, readers, json.loads(line), strict=True)
            batch.append({name: v if v is None else read(v) for name, read, v in values})
            if len(batch) == ROWS:
                yield batch
                batch = []
    if batch:
        yield batch


def _reader(column: sa.Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, Moment | sa.DateTime):
        return datetime.fromisoformat
    if isinstance(column.type, sa.Date):
        return date.fromisoformat
    if isinstance(column.type, sa.LargeBinary):
        return base64.b64decode
    return lambda value: value
