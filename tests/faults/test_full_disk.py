"""A full disk: reading goes on, writing says so and keeps the text, and it ends with the cause."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.threads.models import Revision
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.faults.conftest import Site
from tests.faults.writers import Answer, Writer
from tests.fixtures.database import Database

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]
LONG = "Đầy đĩa thì bài của bà con không được mất. " * 200
MOST = 600  # texts of 9 KB until a disk of 3 MB must be full


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """On a disk of its own of 3 MB where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = os.geteuid() == 0 and _mount(folder)
    path = folder / "forum.sqlite3"
    shutil.copyfile(sqlite_template, path)
    yield Database("sqlite", f"sqlite:///{path}")
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _mount(folder: Path) -> bool:
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


def _limit() -> None:
    """No file of this process grows beyond 2 MB; the error comes back instead of a signal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))


@pytest.mark.parametrize("limited", [False, True], ids=["disk", "file"])
def test_a_full_disk_loses_nothing(
    app: Flask, site: Site, make_writer: Callable[[object], Writer], limited: bool
) -> None:
    disk = Path(db.engine.url.database or "").parent
    limited = limited or not disk.is_mount()
    thread = make_thread()
    path = f"/chu-de/{thread.id}/tra-loi"
    writer = make_writer(make_citizen())
    site.start_web(before=_limit if limited else None)
    writer.open_form(path)

    accepted, refused = _fill(writer, path)

    print(f"{len(accepted)} texts accepted, then {refused.status} in {refused.seconds:.2f} s")
    assert accepted and refused.status == 503
    assert LONG.strip()[:200] in refused.text
    assert writer.ask(f"/chu-de/{thread.id}").status in {200, 301}
    assert site.healthy()
    if limited:
        site.kill(site.web)
        site.start_web()
    else:
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
    again = writer.send(path, "the refused one", f"{LONG} Lần nữa.")
    assert again.status == 303
    db.session.rollback()
    assert db.session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    standing = list(db.session.scalars(sa.select(Revision.source)))
    assert all(standing.count(text) == 1 for text in accepted)
    assert len([text for text in standing if text.startswith("Đầy đĩa")]) == len(accepted) + 1


def _fill(writer: Writer, path: str) -> tuple[list[str], Answer]:
    """What was acknowledged, and the first answer that was none."""
    accepted: list[str] = []
    for number in range(MOST):
        text = f"{LONG} {number}"
        answer = writer.send(path, f"form {number}", text)
        if answer.status != 303:
            return accepted, answer
        accepted.append(text)
    raise AssertionError("the disk does not get full")
