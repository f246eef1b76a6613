"""``kill -9`` of the web server while files are sent: no row without its file, nothing half."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core import clock
from forum.core.db import db
from forum.files import storage
from forum.threads.models import Attachment
from forum.threads.service.upkeep import forget_unsent
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.faults.conftest import Site, rounds
from tests.faults.test_bad_files import TAKEN, Sender
from tests.faults.test_bad_requests import Attacker
from tests.faults.writers import Writer
from tests.files import samples

PHOTO = samples.photo(1_200, 900, "JPEG")
TWO_DAYS = 2 * 86_400


def standing() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(Attachment.name)))


def begun(site: Site) -> list[Path]:
    """Files that are being taken in, or were when the server was killed."""
    return list((site.log.parent / "files" / storage.BEGUN).glob("*/"))


def send_and_kill(site: Site, sender: Sender, answers: list[int]) -> None:
    """The server is killed at some moment of reading one file."""

    def send() -> None:
        try:
            answers.append(sender.add(PHOTO))
        except OSError:
            answers.append(0)

    sending = threading.Thread(target=send, daemon=True)
    before = len(begun(site))
    sending.start()
    end = time.monotonic() + 5
    while len(begun(site)) == before and sending.is_alive() and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.9))
    site.kill(site.web)
    sending.join(10)


@pytest.mark.slow
@pytest.mark.parametrize(
    "database, kills", [("sqlite", 8), ("postgresql", 4)], indirect=["database"]
)
def test_a_kill_during_an_upload_leaves_no_row_without_its_file(
    app: Flask, site: Site, make_writer: Callable[[object], Writer], kills: int
) -> None:
    site.environment["FORUM_THROTTLE_FACTOR"] = "100"
    path = f"/chu-de/{make_thread().id}/tra-loi"
    answers: list[int] = []
    site.start_web()
    first = Sender(Attacker(site, make_writer(make_citizen()), path))
    assert first.add(PHOTO) == 303
    site.kill(site.web)
    for _ in rounds(kills):
        writer = make_writer(make_citizen())  # five files of one text are enough
        site.start_web()
        send_and_kill(site, Sender(Attacker(site, writer, path)), answers)

    rows, on_disk = standing(), set(storage.names())
    told = len([answer for answer in answers if answer in TAKEN])
    print(f"{len(answers)} kills: {told} told, {len(rows)} rows, {len(on_disk)} files")
    assert set(answers) <= {0, *TAKEN}
    assert rows <= on_disk and told < len(rows)  # and the first

    grow_old(site)
    forget_unsent()
    assert set(storage.names()) == rows and begun(site) == []
    site.start_web()
    assert Sender(Attacker(site, make_writer(make_citizen()), path)).add(PHOTO) == 303


def grow_old(site: Site) -> None:
    before = clock.now().timestamp() - TWO_DAYS
    for found in (site.log.parent / "files").rglob("*"):
        os.utime(found, (before, before))
