"""What is handed over to a person: nothing that is stored about people is forgotten, every field
has a name for readers, and the button is guarded."""

from __future__ import annotations

import io
import json
import re
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts import service
from forum.accounts.lifecycle import Role
from forum.accounts.models import SignIn
from forum.accounts.parcel import packed
from forum.accounts.parcel_words import FIELDS
from forum.audit.models import AuditRow
from forum.core import clock
from forum.core.db import db
from forum.files import storage
from forum.wiring import own_data
from tests.factories.files import make_waiting_files
from tests.factories.people import PASSWORD, make_administrator, make_citizen
from tests.files.samples import photo
from tests.migrations.rows import fill
from tests.page import Client

AsPerson = Callable[..., Client]
OF_A_PERSON = re.compile(r"(?:^|_)(?:person|by|author|approver)_id$")


def columns_of_people() -> Iterator[str]:
    """``table.column`` of everything that refers to a person, by its key or by its name."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            keys = {key.target_fullname for key in column.foreign_keys}
            if "person.id" in keys or OF_A_PERSON.search(column.name):
                yield f"{table.name}.{column.name}"


def handed_over() -> set[str]:
    return {column for part in own_data.EXPORTS.values() for column in part.columns}


def test_every_column_that_names_a_person_is_handed_over_or_left_out_for_a_reason() -> None:
    known = handed_over() | set(own_data.LEFT_OUT)

    assert sorted(set(columns_of_people()) - known) == []


def test_what_is_listed_exists_and_is_listed_once() -> None:
    real = {f"{table.name}.{c.name}" for table in db.metadata.sorted_tables for c in table.columns}

    assert (handed_over() | set(own_data.LEFT_OUT)) <= real
    assert not handed_over() & set(own_data.LEFT_OUT)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_field_has_a_name_for_readers_and_holds_no_secret(app: Flask) -> None:
    """One lawful row in each table, all of person 1; those that hang on an empty key aside."""
    fill(db.engine)
    names: set[str] = set()
    for part in own_data.EXPORTS.values():
        for record in part.found(1):
            names |= set(record)
            json.dumps(record, default=str)

    assert names - set(FIELDS) == set()
    assert len(names) > 50
    assert not [name for name in names if re.search("hash|token|nonce|secret|password", name)]


@pytest.fixture
def sign_in(as_person: AsPerson) -> tuple[Any, Client]:
    person = make_citizen("Lò Thị Mai")
    return person, as_person(person)


def test_the_file_is_made_after_the_password_and_leaves_nothing_behind(
    sign_in: tuple[Any, Client], app: Flask
) -> None:
    person, browser = sign_in
    revision = make_waiting_files(photo(40, 30, "JPEG"), author=person)
    db.session.execute(sa.update(SignIn).values(proved_at=None))
    db.session.commit()
    page = browser.get("/tai-khoan/du-lieu").submit("/du-lieu", status=401)
    answer = page.submit(proof_password=PASSWORD)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "application/zip"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert re.search(r"attachment; .*\.zip", answer.headers["Content-Disposition"])
    with zipfile.ZipFile(io.BytesIO(answer.data)) as zipped:
        assert zipped.testzip() is None
        (kept,) = [name for name in zipped.namelist() if name.startswith("tep/")]
        listed = json.loads(zipped.read("du-lieu.json"))
        assert [f"tep/{row['file']}" for row in listed["files"]] == [kept]
        assert f'href="{kept}"' in zipped.read("du-lieu.html").decode()
        stored = storage.path_of(revision.attachments[0]["name"]).read_bytes()
        assert zipped.read(kept) == stored
    assert list((storage.folder() / storage.BEGUN).glob("*/")) == []
    acts = db.session.scalars(sa.select(AuditRow.act).where(AuditRow.actor_id == person.id)).all()
    assert "export_own_data" in acts


def test_nobody_makes_it_all_day_long(sign_in: tuple[Any, Client], app: Flask) -> None:
    app.config["THROTTLE_OWN_DATA_PERSON"] = (1, 3600)
    _person, browser = sign_in
    browser.get("/tai-khoan/du-lieu").submit("/du-lieu")
    browser.get("/tai-khoan/du-lieu").submit("/du-lieu", status=429)


def test_the_inviter_is_not_told_who_came(app: Flask) -> None:
    administrator = make_administrator()
    service.invite(
        administrator, role=Role.STAFF, scope_id=None, note="Cho bà Dợ", address="do@example.org"
    )
    db.session.commit()
    (record,) = own_data.EXPORTS["invitations"].found(administrator.id)

    assert "Dợ" not in str(record) and "example.org" not in str(record)
    assert record["to_self"] is False and record["role"] == "staff"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_long_life_on_the_forum_takes_no_memory(app: Flask) -> None:
    person, words = make_citizen(), {"words": "dài " * 2400}
    row = {"at": clock.now(), "actor_kind": "person", "actor_id": person.id, "act": "submit"}
    more = {"thing_kind": "post", "thing_id": 1, "detail": words}
    db.session.execute(sa.insert(AuditRow), [{**row, **more} for _ in range(600)])
    db.session.commit()
    with app.test_request_context():
        packed(
            make_citizen().id, own_data.EXPORTS, own_data.OWN_FILES
        ).close()  # templates, catalogues
        tracemalloc.start()
        with packed(person.id, own_data.EXPORTS, own_data.OWN_FILES) as parcel:
            peak = tracemalloc.get_traced_memory()[1]
            size = zipfile.ZipFile(parcel).getinfo("du-lieu.json").file_size
        tracemalloc.stop()

    assert size > 7_000_000 and peak < 3_500_000, (size, peak)
