"""GET never acts: whoever reads whatever page, no table gains or loses a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts import service
from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.core.db import db
from tests.architecture.test_routes import address
from tests.migrations.rows import counts
from tests.page import Client

# Observations are no acts: counters of tries, what was read up to where.
OBSERVED = {"throttle", "read_mark"}

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def read_everything(app: Flask, client: Client) -> None:
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            client.get(address(rule), status=None, follow=False)


def rows(app: Flask) -> dict[str, int]:
    db.session.commit()
    return {name: count for name, count in counts(db.engine).items() if name not in OBSERVED}


@one_database
def test_a_guest_changes_nothing_by_reading(app: Flask, client: Client) -> None:
    before = rows(app)

    read_everything(app, client)

    assert rows(app) == before


@one_database
@pytest.mark.parametrize("role", list(Role))
def test_nobody_changes_anything_by_reading(
    app: Flask, as_person: Callable[..., Client], role: Role
) -> None:
    person = service.create_person(
        System(), username="lo_mai", display_name="Lò Mai", password="x" * 12, role=role
    )
    client = as_person(person)
    before = rows(app)

    read_everything(app, client)

    assert rows(app) == before
