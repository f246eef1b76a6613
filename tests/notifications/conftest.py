"""The worker's rounds, and somebody who waits for news by mail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.outbox import worker
from tests.factories.people import make_citizen
from tests.fixtures.site import Clock
from tests.notifications import stories

Drain = Callable[[], int]
Round = Callable[[], None]


@pytest.fixture
def go_round(app: Flask, drain_outbox: Drain) -> Round:
    """The worker does its chores and everything that follows."""

    def go() -> None:
        db.session.commit()
        worker.do_chores(app)
        drain_outbox()
        db.session.rollback()

    return go


@pytest.fixture
def reader(app: Flask, clock: Clock) -> Person:
    """Somebody with an address, on Sunday evening."""
    clock.set(stories.SUNDAY)
    app.config["FORUM_URL"] = "https://forum.example.org"
    return stories.with_mail(make_citizen())
