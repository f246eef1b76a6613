"""``import threads``: texts from a file with one JSON object a line."""

from __future__ import annotations

import fcntl
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from forum.accounts.actors import System
from forum.cli.answers import refused
from forum.cli.source_lines import read
from forum.core.db import commit, db
from forum.core.errors import ForumError, NotFound
from forum.core.text import slug
from forum.threads.categories import set_category
from forum.threads.importing import SourceText, announce_imports, import_batch
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Category

BATCH = 500  # lines a transaction: the write lock is free again after some 50 ms
NAMED = 10  # bad lines named when --strict refuses

imports = AppGroup("import", help="Material from elsewhere.")


@dataclass
class Tally:
    """What became of the lines so far."""

    imported: int = 0
    skipped: int = 0
    bad: int = 0
    categories: dict[str, Category] = field(default_factory=dict)


@imports.command("threads")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--strict", is_flag=True, help="Import nothing when one line is bad.")
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON.")
def threads(file: Path, strict: bool, as_json: bool) -> None:
    """Publish the texts of FILE: id, title, body, optional lang, category, author, created_at.

    What was imported before is skipped. A text with an empty title is headed by its first words.
    """
    if strict:
        _refuse_bad(file)
    tally = Tally()
    try:
        with _only_one(), _bar(file) as bar:
            try:
                for batch in _batches(_counted(read(file), tally, bar.update)):
                    _write(batch, tally)
            finally:  # also after Ctrl-C: what stands is announced
                db.session.rollback()
                announce_imports()
                commit()
    except NotFound:
        refused("The forum is not set up yet: run setup first.")
    except ForumError as error:
        refused(f"The import stopped: {error.reason}. Run it again: it goes on where it stopped.")
    counts = {"imported": tally.imported, "skipped": tally.skipped, "bad": tally.bad}
    line = ", ".join(f"{name} {count}" for name, count in counts.items())
    click.echo(json.dumps(counts) if as_json else line)


def _bar(file: Path) -> Any:
    return click.progressbar(length=file.stat().st_size, label="Importing", file=sys.stderr)


@contextmanager
def _only_one() -> Iterator[None]:
    """No other import runs: the one fact at the end covers what stands, not what is on its way."""
    with (Path(current_app.config["DATA_DIR"]) / "import.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            refused("Another import is running.")
        yield


def _refuse_bad(file: Path) -> None:
    bad = [f"line {number} ({found})" for number, _, found in read(file) if isinstance(found, str)]
    if bad:
        more = f" and {len(bad) - NAMED} more" if len(bad) > NAMED else ""
        refused(f"Nothing was imported: {', '.join(bad[:NAMED])}{more}.")


def _counted(
    lines: Iterable[tuple[int, int, SourceText | str]], tally: Tally, progress: Any
) -> Iterator[SourceText]:
    """The good ones; a bad one is counted and named."""
    for number, size, found in lines:
        progress(size)
        if isinstance(found, SourceText):
            yield found
        elif found:
            tally.bad += 1
            click.echo(f"line {number}: {found}", err=True)


def _batches(texts: Iterable[SourceText]) -> Iterator[list[SourceText]]:
    batch: list[SourceText] = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(batch: list[SourceText], tally: Tally) -> None:
    """The batch is durable, whatever happens to the next."""
    by_category: dict[str, list[SourceText]] = {}
    for text in batch:
        by_category.setdefault(text.category, []).append(text)
    new = 0
    for name, texts in by_category.items():
        new += len(import_batch(System(), _category(name, tally), texts))
    commit()
    tally.imported += new
    tally.skipped += len(batch) - new


def _category(name: str, tally: Tally) -> Category:
    """The category of this slug or name; it is made when there is none."""
    key = slug(name) if name else "nhap"
    if key not in tally.categories:
        found = db.session.scalar(sa.select(Category).where(Category.slug == key))
        tally.categories[key] = found or set_category(
            System(),
            slug=key,
            name={"vi": name} if name else {"vi": "Tư liệu nhập", "en": "Imported material"},
            description={},
            mode=CategoryMode.BEFORE,
        )
    return tally.categories[key]
