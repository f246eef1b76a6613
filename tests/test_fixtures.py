"""The fixtures are tested: tests do not see each other, no mail leaves, nothing is left out."""

from __future__ import annotations

import os
import smtplib
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core import clock as forum_clock
from forum.core.db import db
from tests.fixtures.database import ROOT, Database
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.page import Client


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_starts_on_a_fresh_database(app: Flask, database: Database, turn: int) -> None:
    assert db.engine.dialect.name == database.dialect
    names = sa.inspect(db.engine).get_table_names()
    assert "planted" not in names and "person" in names

    with db.engine.begin() as link:
        link.execute(sa.text("CREATE TABLE planted (id integer)"))

    assert "planted" in sa.inspect(db.engine).get_table_names()


def test_mail_to_the_fixture_arrives(smtp: Mailbox) -> None:
    letter = EmailMessage()
    letter["To"] = "b@example.org"
    letter.set_content("Xin chào")

    with smtplib.SMTP("127.0.0.1", smtp.port) as link:
        link.send_message(letter, from_addr="a@example.org")

    assert [mail.get_content().strip() for mail in smtp.to("b@example.org")] == ["Xin chào"]


def test_the_mail_server_can_refuse(smtp: Mailbox) -> None:
    smtp.answer("451 try later")

    with smtplib.SMTP("127.0.0.1", smtp.port) as link, pytest.raises(smtplib.SMTPDataError):
        link.sendmail("a@example.org", ["b@example.org"], b"To: b@example.org\n\nx")

    assert smtp.messages == [] and smtp.refused == 1


def test_mail_to_anywhere_else_is_stopped_and_remembered(strayed_mail: list[str]) -> None:
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP("mail.example.org", 25)

    assert strayed_mail == ["mail.example.org:25"]
    strayed_mail.clear()


def test_the_clock_can_be_set_and_goes_on(clock: Clock) -> None:
    clock.set(datetime(2030, 1, 1, tzinfo=UTC))
    clock.advance(days=1)

    assert forum_clock.now().date().isoformat() == "2030-01-02"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_site_answers_on_a_real_port(served: str) -> None:
    with urlopen(f"{served}/dang-nhap") as answer:  # noqa: S310 (our own address)
        assert answer.status == 200


def test_an_empty_outbox_has_nothing_to_deliver(drain_outbox: Callable[[], int]) -> None:
    assert drain_outbox() == 0


def test_words_are_vietnamese_unless_another_language_is_asked_for(
    say: Callable[..., str],
) -> None:
    assert say("Monday") == "thứ Hai"
    assert say("Monday", lang="en") == "Monday"


def test_a_person_is_signed_in(app: Flask, as_person: Callable[..., Client]) -> None:
    from forum.accounts import service
    from forum.accounts.actors import System
    from forum.accounts.lifecycle import Role

    person = service.create_person(
        System(), username="lo_mai", display_name="Lò Mai", password="x" * 12, role=Role.CITIZEN
    )

    page = as_person(person).get("/tai-khoan")

    assert "Lò Mai" in page


ONE_TEST = "import pytest\n\ndef test_x():\n    pytest.{}('no part')\n\ndef test_y(): ...\n"
WHOLE_FILE = "import pytest\n\npytest.{}('no part', allow_module_level=True)\n"


def test_what_is_left_out_fails_under_ci(tmp_path: Path) -> None:
    for name, text in [("test_one.py", ONE_TEST), ("test_file.py", WHOLE_FILE)]:
        (tmp_path / name).write_text(text.format("sk" + "ip"))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-c", os.devnull]

    done = subprocess.run(
        [*command, "--continue-on-collection-errors", "--rootdir", tmp_path, tmp_path],
        cwd=ROOT,
        env={**os.environ, "CI": "true", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "1 failed, 1 passed, 1 error" in done.stdout, done.stdout + done.stderr
    assert done.stdout.count("left out under CI=true") >= 2
