"""``backup create``, ``backup restore`` and ``check``."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.cli import archive, backup, schema
from forum.core.db import db
from forum.core.heads import head_of_code
from forum.outbox.models import Delivery, DeliveryState, FactRow
from forum.threads.models import Thread
from tests.cli.conftest import Command
from tests.factories.threads import make_pending_reply, make_post, make_thread
from tests.fixtures.database import build_app
from tests.fixtures.postgres import Server

Target = Callable[[str], Flask]


def contents(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but those that tell of the saving and the restoring itself."""
    with app.app_context(), db.engine.connect() as link:
        found = {
            table.name: [tuple(row) for row in link.execute(sa.select(table)).all()]
            for table in schema.content_tables()
        }
        db.engine.dispose()
    found["audit_row"] = [row for row in found["audit_row"] if "backup_created" not in row]
    found["outbox_fact"] = [row for row in found["outbox_fact"] if row[1] != "ContentReplaced"]
    return {name: sorted(rows, key=lambda row: row[0]) for name, rows in found.items()}


@pytest.fixture
def empty(tmp_path: Path, request: pytest.FixtureRequest) -> Target:
    """An installation on another machine, of which nothing stands yet."""

    def make(dialect: str) -> Flask:
        folder = tmp_path / "other"
        folder.mkdir()
        url = f"sqlite:///{folder}/forum.sqlite3"
        if dialect == "postgresql":
            server: Server = request.getfixturevalue("postgres")
            url = server.copy("template0", "forum_other")
        key = (folder / "secret_key").write_text("another key")
        assert key
        return build_app(folder, url, SECRET_KEY="another key")

    return make


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_a_backup_fills_an_empty_installation_on_either_database(
    app: Flask, command: Command, empty: Target, tmp_path: Path, to: str
) -> None:
    make_post()
    make_pending_reply()
    file, other = tmp_path / "saved.zip", empty(to)

    made = command("backup", "create", file)
    done = command("backup", "restore", file, on=other)

    assert (made.exit_code, done.exit_code) == (0, 0), made.stderr + done.stderr
    assert made.stdout == done.stdout
    assert file.stat().st_mode & 0o077 == 0
    assert contents(other) == contents(app)
    folder = Path(other.config["DATA_DIR"])
    assert (folder / "secret_key").read_text() == app.config["SECRET_KEY"]
    assert command("check", on=other).stdout == "Everything fits.\n"
    with other.app_context():  # new ids come after the restored ones
        make_thread()
        names = list(db.session.scalars(sa.select(FactRow.name)))
        assert names.count("ContentReplaced") == 1
        db.session.remove()
        db.engine.dispose()


def test_a_backup_replaces_what_stands_only_when_told_so(
    command: Command, app: Flask, tmp_path: Path
) -> None:
    make_post()
    file = tmp_path / "saved.zip"
    command("backup", "create", file)
    before = contents(app)
    make_thread()

    refused = command("backup", "restore", file)
    assert refused.exit_code == 1 and "--replace" in refused.stderr
    assert contents(app) != before

    assert command("backup", "restore", file, "--replace").exit_code == 0
    assert contents(app) == before


def changed(file: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(file) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(file, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "damage",
    [
        lambda file: changed(file, "revision.jsonl", lambda text: text.replace(b"a", b"b", 1)),
        lambda file: changed(file, "secret_key", lambda text: text + b"x"),
        lambda file: changed(file, "manifest.json", lambda text: text[:-20]),
        lambda file: changed(file, "manifest.json", lambda text: text.replace(b'"0', b'"9', 1)),
        lambda file: file.write_bytes(file.read_bytes()[:-100]),
        lambda file: file.write_text("something else"),
    ],
)
def test_a_damaged_backup_changes_nothing(
    command: Command, app: Flask, tmp_path: Path, damage: Callable[[Path], Any]
) -> None:
    make_post()
    file = tmp_path / "saved.zip"
    command("backup", "create", file)
    before = contents(app)
    damage(file)

    result = command("backup", "restore", file, "--replace")

    assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
    assert contents(app) == before


def test_a_restore_that_is_broken_off_leaves_the_old_rows(
    command: Command, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_post()
    file = tmp_path / "saved.zip"
    command("backup", "create", file)
    make_thread()
    before = contents(app)

    def killed(_link: sa.Connection) -> None:
        raise SystemExit(137)

    monkeypatch.setattr(backup, "_settle", killed)
    assert command("backup", "restore", file, "--replace").exit_code == 137
    monkeypatch.undo()

    assert contents(app) == before
    assert "broken off" in command("check").stderr
    assert command("backup", "restore", file, "--replace").exit_code == 0
    assert command("check").exit_code == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_backup_never_holds_the_index_and_says_what_it_holds(
    command: Command, tmp_path: Path
) -> None:
    make_post()
    file = tmp_path / "saved.zip"
    command("backup", "create", file)

    with zipfile.ZipFile(file) as opened:
        manifest = json.loads(opened.read(archive.MANIFEST))
    assert manifest["head"] == head_of_code() and manifest["tables"]["post"]["rows"] == 2
    assert not [name for name in manifest["tables"] if name.startswith("search")]


def test_check_names_a_wrong_counter_and_a_dead_delivery(command: Command) -> None:
    thread = make_post().thread
    thread.replies = 7
    fact = db.session.scalars(sa.select(FactRow).limit(1)).one()
    db.session.add(
        Delivery(
            fact_id=fact.id,
            reaction="notifications.tell_board",
            state=DeliveryState.DEAD,
            due_at=fact.at,
            last_error="Busy: away",
        )
    )

    result = command("check")

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"Thread {thread.id} says 7 replies" in result.stderr
    assert "1 deliveries of notifications.tell_board are dead" in result.stderr
    assert db.session.get_one(Thread, thread.id).replies == 7  # it verifies, it does not repair
