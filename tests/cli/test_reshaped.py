"""What the commands make of threads that the board has merged and split."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.threads.models import FormerPlace, Thread, ThreadEvent
from tests.cli.conftest import Command
from tests.factories.threads import make_post, make_thread
from tests.threads.shapes import merge, split


def reshaped() -> Thread:
    """A thread that was merged into a younger one, from which a post was split off."""
    source, into = make_thread(), make_thread()
    post = make_post(thread=source)
    merge(source, into)
    split(into, post)
    return source


def test_check_finds_nothing_wrong_until_a_number_could_be_given_twice(
    app: Flask, command: Command
) -> None:
    reshaped()
    done = command("check")
    assert done.exit_code == 0, done.stderr
    thread = db.session.scalars(sa.select(Thread).where(Thread.last_number == 3)).one()
    thread.last_number = 2
    assert command("check").exit_code == 1


def test_a_backup_brings_back_where_threads_went(
    app: Flask, command: Command, tmp_path: Path
) -> None:
    source = reshaped()
    kept = (source.id, source.merged_into_id)
    file = tmp_path / "saved.zip"
    made = command("backup", "create", file)
    done = command("backup", "restore", file, "--replace")
    assert (made.exit_code, done.exit_code) == (0, 0), made.stderr + done.stderr
    assert kept[1] is not None
    assert db.session.get_one(Thread, kept[0]).merged_into_id == kept[1]
    for table, least in ((FormerPlace, 3), (ThreadEvent, 5)):
        count = db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        assert count >= least
