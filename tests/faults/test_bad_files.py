"""Files made to hurt, through the real form and the real server: refused, and nothing of them
stays; a file in full is still taken afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.drafts.models import Draft
from forum.files.workshop import SECONDS
from forum.threads.models import Attachment, Revision
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.faults.conftest import Site
from tests.faults.test_bad_requests import (
    FORM,
    GROWTH,
    PARTS,
    TRIES,
    WITHIN,
    Attacker,
    held,
    part,
    parts,
)
from tests.faults.writers import Writer
from tests.files import samples
from tests.files.test_bad_files import BAD

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]
PHOTO = samples.photo(800, 600, "JPEG")
# The file stands; 200 tells that another page has kept a draft of the text meanwhile.
TAKEN = {200, 303}
NAMES = ["../../anh.jpg", "C:\\anh\\..\\x.jpg", "/etc/passwd", "." * 300, "a\x00b.jpg"]


def rows() -> list[int]:
    db.session.rollback()
    tables = (Attachment, Draft, Revision)
    return [db.session.scalar(sa.select(sa.func.count()).select_from(t)) or 0 for t in tables]


def files(site: Site) -> set[Path]:
    """Everything below the folder of files, but for the one that says whose turn it is."""
    found = (site.log.parent / "files").rglob("*")
    return {path for path in found if path.name not in {"turn", "new"}}


class Sender:
    """A member's form to which files are added."""

    def __init__(self, attacker: Attacker) -> None:
        self.attacker, self.site = attacker, attacker.site

    def add(self, data: bytes, name: str = "anh.jpg", button: str = "attach") -> int:
        fields = {**self.attacker.fields(), "seen_draft": "0", "files": "", button: "1"}
        known = [part(field, value.encode()) for field, value in fields.items()]
        return self.attacker.send(parts(*known, part("file", data, name)), PARTS)

    def refused_within(self, data: bytes, name: str) -> float:
        """Seconds until the file is refused; of some tries the best, if the first is too long:
        other things run on the machine."""
        best = float("inf")
        for _ in range(TRIES):
            begun = time.monotonic()
            assert self.add(data) == 422, name
            best = min(best, time.monotonic() - begun)
            if best < WITHIN:
                break
        return best


@pytest.fixture
def sender(app: Flask, site: Site, make_writer: Callable[[object], Writer]) -> Iterator[Sender]:
    thread = make_thread()
    writer = make_writer(make_citizen())
    site.environment["FORUM_THROTTLE_FACTOR"] = "100"
    site.start_web()
    made = Sender(Attacker(site, writer, f"/chu-de/{thread.id}/tra-loi"))
    yield made
    assert site.healthy()


def test_bad_files_are_refused_through_the_form_and_leave_nothing(sender: Sender) -> None:
    sender.add(b"", "anh.jpg")  # what a first request loads is not counted as growth
    before, lying, memory = rows(), files(sender.site), held(sender.site)

    longest = max(sender.refused_within(made(), name) for name, (made, _why) in BAD.items())

    grown = held(sender.site) - memory
    print(f"{len(BAD)} bad files, {longest:.2f} s at most: the server grew by {grown:.1f} MB")
    assert longest < WITHIN
    assert grown <= GROWTH
    assert (rows(), files(sender.site)) == (before, lying)


def test_a_bad_name_is_never_the_name_of_a_file(sender: Sender) -> None:
    for name in NAMES:
        assert sender.add(samples.photo(20, 20, "PNG"), name) in TAKEN, name

    kept = {path for path in files(sender.site) if path.is_file()}
    assert rows()[0] == len(NAMES) and len(kept) == 2 * len(NAMES)
    assert {len(path.name.removesuffix(".small")) for path in kept} == {32}
    assert not list(sender.site.log.parent.rglob("*.jpg"))


def test_files_that_come_at_once_wait_or_are_asked_to_come_again(sender: Sender) -> None:
    """One is read and one waits; the server has threads left for readers meanwhile."""
    answers: list[int] = []
    slow = samples.png(6_000, 6_000, colour=2, depth=8)
    crowd = [
        threading.Thread(target=lambda: answers.append(sender.add(slow, "anh.png")), daemon=True)
        for _ in range(6)
    ]
    for one in crowd:
        one.start()
    longest = 0.0
    while any(one.is_alive() for one in crowd):
        begun = time.monotonic()
        assert sender.site.healthy()
        longest = max(longest, time.monotonic() - begun)
        time.sleep(0.05)
    for one in crowd:
        one.join(SECONDS)
    print(f"answers {sorted(answers)}; a reader waited {longest:.2f} s at most")

    assert len(answers) == len(crowd) and set(answers) <= {*TAKEN, 503}
    assert 503 in answers
    assert 0 < rows()[0] == len([status for status in answers if status in TAKEN])


def test_a_form_without_its_files_is_still_taken(sender: Sender) -> None:
    """Urlencoded, as the error pages send it on."""
    sent = sender.attacker.send(urlencode(sender.attacker.fields()).encode(), FORM)

    assert sent == 303
