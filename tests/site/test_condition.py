"""The condition of the forum: red only where something must be done."""

from __future__ import annotations

import contextvars
import shutil
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core import clock as core_clock
from forum.core.db import db
from forum.core.freshness import read_version
from forum.outbox import service as outbox
from forum.outbox import worker
from forum.outbox.models import DeliveryState, WorkerRound
from forum.site.condition import Gauge, _version, gauges
from forum.site.queries import the_site
from forum.threads.queries.waiting import oldest_waiting
from tests.factories.people import make_administrator
from tests.factories.threads import make_pending_thread
from tests.page import Client
from tests.site.test_outbox import make_delivery

AsPerson = Callable[..., Client]
Say = Callable[..., str]
HERE = "/quan-tri/tinh-trang"


def found(key: str) -> Gauge:
    listed = gauges(the_site(), oldest_text=oldest_waiting())
    return next(gauge for gauge in listed if gauge.key == key)


def go_round(app: Flask) -> None:
    db.session.commit()
    contextvars.Context().run(worker.do_chores, app)


def test_a_healthy_forum_has_nothing_to_do(
    app: Flask, as_person: AsPerson, drain_outbox: Callable[[], int], say: Say
) -> None:
    browser = as_person(make_administrator())
    drain_outbox()
    go_round(app)

    page = browser.get(HERE)

    assert say("Nothing has to be done.") in page
    assert "chip-madder" not in page.html
    rows = page.find_all("div", class_="rows")[0]
    listed = {row.attrs["id"]: row.text for row in rows.find_all("div")}
    idle = {"backup": say("needed before opening")}
    for key, text in listed.items():
        assert idle.get(key, say("in order")) in text and say("If not: %(words)s", words="") in text
    assert {"forum", "python"} < set(listed) and "0.1.0" in listed["forum"]


def test_what_must_be_done_stands_first_with_the_way(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    outbox.note_round()
    make_delivery()

    first = as_person(make_administrator()).get(HERE).find_all("div", class_="rows")[0].find("div")

    assert first is not None and first.attrs["id"] == "dead"
    assert say("To do: %(words)s", words="") in first.text


@pytest.mark.parametrize(("present", "bad"), [("3.34.1", True), ("3.35.0", False), ("4.0", False)])
def test_a_version_that_is_too_old_is_said(present: str, bad: bool) -> None:
    assert _version("SQLite", present).bad is bad


def test_a_worker_that_never_ran_is_said(app: Flask, as_person: AsPerson, say: Say) -> None:
    page = as_person(make_administrator()).get(HERE)

    assert say("must be done") in page
    assert "python -m forum worker" in page


@pytest.mark.parametrize(
    ("key", "patience"),
    [("worker", timedelta(minutes=6)), ("queue", timedelta(days=3)), ("index", timedelta(hours=1))],
)
def test_what_waits_too_long_turns_red(
    app: Flask, clock: Any, key: str, patience: timedelta
) -> None:
    outbox.note_round()
    make_pending_thread()
    make_delivery(DeliveryState.WAITING, attempts=0).reaction = "search.reindex_post"
    db.session.commit()
    assert not found(key).bad

    clock.advance(seconds=patience.total_seconds())

    assert found(key).bad


def test_given_up_deliveries_turn_red(app: Flask) -> None:
    assert not found("dead").bad

    make_delivery()

    assert found("dead").bad


def test_free_space_is_written_as_numbers_are(
    app: Flask, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=73_140_000_000))

    assert "73,1 GB" in as_person(make_administrator()).get(HERE)


def test_an_open_forum_needs_a_fresh_backup(app: Flask) -> None:
    assert not found("backup").bad

    the_site().opened_at = core_clock.now()

    assert found("backup").bad


def test_a_round_is_noted_without_touching_what_pages_are_kept_under(app: Flask) -> None:
    outbox.note_round()
    db.session.commit()
    before = read_version(db.engine)
    first = db.session.scalar(sa.select(WorkerRound.at))
    db.session.rollback()  # a commit of the test's own session raises the version

    contextvars.Context().run(worker.do_chores, app)

    db.session.expire_all()
    assert read_version(db.engine) == before
    assert db.session.scalar(sa.select(WorkerRound.at)) != first
    assert db.session.scalar(sa.select(sa.func.count()).select_from(WorkerRound)) == 1
