"""What a supervisor and a load balancer are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from tests.factories.threads import make_pending_thread
from tests.fixtures.database import build_app
from tests.page import Client


@pytest.fixture
def without_database(tmp_path: Path) -> Client:
    """A site whose PostgreSQL is away: nothing listens on port 9."""
    return Client(build_app(tmp_path, "postgresql://forum@127.0.0.1:9/forum"))


def test_a_process_without_its_database_is_alive_but_not_ready(without_database: Client) -> None:
    assert without_database.get("/healthz").data == b"ok\n"

    page = without_database.get("/readyz", status=503)
    assert json.loads(page.data) == {
        "database": False,
        "migrations": False,
        "outbox_waiting": None,
    }


@pytest.mark.usefixtures("app")
def test_ready_counts_what_the_worker_has_still_to_do(
    client: Client, drain_outbox: Callable[[], int]
) -> None:
    make_pending_thread()
    page = client.get("/readyz")
    assert json.loads(page.data) == {"database": True, "migrations": True, "outbox_waiting": 1}
    assert page.headers["Cache-Control"] == "no-store"

    drain_outbox()
    assert json.loads(client.get("/readyz").data)["outbox_waiting"] == 0


def test_a_database_behind_or_ahead_of_the_code_is_not_ready(app: Flask, client: Client) -> None:
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    page = client.get("/readyz", status=503)

    assert json.loads(page.data) == {"database": True, "migrations": False, "outbox_waiting": None}
