"""What ``check`` says of accounts that were closed or deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from forum import wiring
from forum.accounts import service
from forum.accounts.departed import FILE
from forum.accounts.lifecycle import AccountState
from forum.accounts.models import Person
from forum.accounts.names import DELETED
from forum.cli.leftovers import leftovers
from forum.core import clock
from forum.core.db import commit, db
from forum.drafts.models import Draft
from forum.outbox.facts import ContentReplaced
from forum.outbox.service import emit
from tests.cli.conftest import Command
from tests.factories.people import make_citizen


def delete(person: Person) -> None:
    service.delete_account(person, with_texts=False, seated=False, erasers=wiring.ERASERS.values())
    commit()


def test_accounts_that_fit_and_accounts_that_do_not(app: Flask) -> None:
    person, closing, other = make_citizen(), make_citizen(), make_citizen()
    service.close_account(closing, with_texts=False, seated=False)
    delete(person)
    assert list(leftovers()) == []
    db.session.add(Draft(person_id=person.id, place="thread", fields={}, changed_at=clock.now()))
    person.email, other.state = "mai@example.org", AccountState.CLOSED
    commit()
    assert list(leftovers()) == [
        f"Account {other.id} is closed by half: its state and its closing differ.",
        f"Account {person.id} is deleted, and its names or contact still stand.",
        "1 rows of draft.person_id still name deleted accounts.",
    ]


def test_a_backup_from_before_brings_nobody_back(
    app: Flask, command: Command, drain_outbox: Callable[[], int], tmp_path: Path
) -> None:
    person, closing = make_citizen("Lò Thị Mai"), make_citizen("Vì Văn Pản")
    service.close_account(closing, with_texts=False, seated=False)
    file = tmp_path / "saved.zip"
    assert command("backup", "create", file).exit_code == 0
    service.reopen_account(closing)
    later = make_citizen()
    number = later.id
    for one in (person, closing, later):
        delete(one)
    drain_outbox()
    drain_outbox()
    kept = Path(app.config["DATA_DIR"]) / FILE
    assert len(kept.read_text().split()) == 3 * 3 and "Mai" not in kept.read_text()

    assert command("backup", "restore", file, "--replace").exit_code == 0
    db.session.expunge_all()
    assert db.session.get_one(Person, 1).display_name == "Lò Thị Mai"
    stranger = make_citizen("Hà Thị Ban")
    assert stranger.id == number  # given again, to somebody else
    drain_outbox()
    db.session.expire_all()
    names = [db.session.get_one(Person, one).display_name for one in (1, 2, number)]
    assert names == [DELETED, DELETED, "Hà Thị Ban"]
    emit(ContentReplaced())
    drain_outbox()
    assert list(leftovers()) == []
