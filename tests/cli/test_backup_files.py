"""Sent files in a backup: they go along, come back whole, and what is missing is told."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.cli import archive
from forum.core.db import db
from forum.files import storage
from forum.official.models import TextFile
from forum.threads.service import detach
from tests.cli.conftest import Command
from tests.factories.enclosed import draft_with_files, letter_with_files
from tests.factories.files import files_of, make_begun_file, make_post_with_files
from tests.factories.people import make_citizen
from tests.factories.threads import make_post
from tests.files import samples
from tests.fixtures.database import build_app

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def other(tmp_path: Path) -> Flask:
    """An installation on another machine, of which nothing stands yet."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "secret_key").write_text("another key")
    return build_app(folder, f"sqlite:///{folder}/forum.sqlite3", SECRET_KEY="another key")


def on_disk(app: Flask) -> dict[str, bytes]:
    """What stands on the shelves: name on the disk → bytes."""
    shelves = (Path(app.config["DATA_DIR"]) / "files").glob("??/*")
    return {path.name: path.read_bytes() for path in shelves}


def held(file: Path) -> set[str]:
    with zipfile.ZipFile(file) as opened:
        names = opened.namelist()
    return {name.removeprefix(archive.FILES) for name in names if name.startswith(archive.FILES)}


def test_sent_files_come_back_on_another_machine(
    app: Flask, command: Command, other: Flask, tmp_path: Path
) -> None:
    make_post_with_files(samples.photo(40, 40, "PNG"), samples.worded_pdf("Nghị định"))
    draft_with_files(samples.pdf(2))
    letter_with_files(samples.pdf(3))
    file = tmp_path / "saved.zip"

    made = command("backup", "create", file)
    done = command("backup", "restore", file, on=other)

    assert made.exit_code == done.exit_code == 0, made.stderr + done.stderr
    assert made.stdout == done.stdout and ", 4 files" in made.stdout
    assert len(on_disk(app)) == 5 and on_disk(other) == on_disk(app)
    assert command("check", on=other).stdout == "Everything fits.\n"
    modes = {
        path.stat().st_mode & 0o077 for path in Path(other.config["DATA_DIR"]).glob("files/*/*")
    }
    assert modes == {0}


@one_database
def test_a_file_that_is_nobodys_is_not_saved(app: Flask, command: Command, tmp_path: Path) -> None:
    person = make_citizen()
    kept = make_begun_file(person, "thread", samples.pdf()).name
    gone = make_begun_file(person, "thread", samples.pdf())
    detach(person, "thread", gone.id)

    command("backup", "create", tmp_path / "saved.zip")

    assert held(tmp_path / "saved.zip") == {kept}


@one_database
def test_a_sent_file_that_no_text_has_is_told(app: Flask, command: Command) -> None:
    draft_with_files(samples.pdf())
    assert command("check").exit_code == 0
    db.session.execute(sa.delete(TextFile))
    db.session.commit()
    checked = command("check")
    assert checked.exit_code == 1 and "1 sent files belong to no post" in checked.stderr


@one_database
def test_a_missing_file_is_told_and_stops_nothing(
    app: Flask, command: Command, other: Flask, tmp_path: Path
) -> None:
    here, lost = files_of(make_post_with_files(samples.pdf(), samples.worded_pdf("Nghị định")))
    storage.remove(lost.name)
    file = tmp_path / "saved.zip"

    checked = command("check")
    made = command("backup", "create", file)

    assert (checked.exit_code, made.exit_code) == (1, 0)
    assert f"the first is {lost.name} of post {lost.post_id}" in checked.stderr
    assert lost.name in made.stderr and held(file) == {here.name}
    assert command("backup", "restore", file, on=other).exit_code == 0
    assert lost.name in command("check", on=other).stderr


@one_database
def test_a_file_that_was_cut_off_is_found_and_mended_by_a_restore(
    app: Flask, command: Command, tmp_path: Path
) -> None:
    name = files_of(make_post_with_files(samples.worded_pdf("Nghị định")))[0].name
    file, whole = tmp_path / "saved.zip", storage.path_of(name).read_bytes()
    command("backup", "create", file)
    storage.path_of(name).write_bytes(whole[:-10])
    assert name in command("check").stderr

    assert command("backup", "restore", file, "--replace").exit_code == 0

    assert storage.path_of(name).read_bytes() == whole
    assert command("check").exit_code == 0


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(file) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    change(parts)
    with zipfile.ZipFile(file, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)


def damage(parts: dict[str, bytes]) -> None:
    name = next(name for name in parts if name.startswith(archive.FILES))
    parts[name] = parts[name][:-1] + b"x"


def leave_out(parts: dict[str, bytes]) -> None:
    del parts[next(name for name in parts if name.startswith(archive.FILES))]


def name_another_place(parts: dict[str, bytes]) -> None:
    """Outside of the folder of files, with a right sum."""
    name = next(name for name in parts if name.startswith(archive.FILES))
    manifest = json.loads(parts[archive.MANIFEST])
    manifest["files"] = {"../../stolen": next(iter(manifest["files"].values()))}
    parts[archive.MANIFEST] = json.dumps(manifest).encode()
    parts[archive.FILES + "../../stolen"] = parts.pop(name)


@one_database
@pytest.mark.parametrize("spoil", [damage, leave_out, name_another_place])
def test_a_backup_with_a_damaged_file_changes_nothing(
    app: Flask,
    command: Command,
    tmp_path: Path,
    spoil: Callable[[dict[str, bytes]], None],
) -> None:
    make_post_with_files(samples.pdf())
    file = tmp_path / "saved.zip"
    command("backup", "create", file)
    before = on_disk(app)
    rewritten(file, spoil)
    make_post()
    db.session.commit()

    result = command("backup", "restore", file, "--replace")

    assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
    assert on_disk(app) == before and not list(tmp_path.rglob("stolen"))
    assert command("backup", "create", tmp_path / "again.zip").exit_code == 0


@one_database
def test_a_backup_from_before_there_were_files_is_read(
    app: Flask, command: Command, other: Flask, tmp_path: Path
) -> None:
    make_post()
    file = tmp_path / "saved.zip"
    command("backup", "create", file)

    def as_before(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts[archive.MANIFEST])
        del manifest["files"], manifest["missing"]
        parts[archive.MANIFEST] = json.dumps(manifest).encode()

    rewritten(file, as_before)

    done = command("backup", "restore", file, on=other)
    assert done.exit_code == 0 and ", 0 files" in done.stdout
