"""What is observed is written later, together, and by nobody who reads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import SignIn
from forum.core import clock
from forum.core.db import db
from forum.core.freshness import read_version
from forum.following.models import ReadMark
from forum.web import observations
from tests.architecture.test_statements import watching
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.fixtures.site import Clock
from tests.page import Client

AsPerson = Callable[..., Client]


def marks() -> list[tuple[int, int]]:
    db.session.rollback()
    query = sa.select(ReadMark.thread_id, ReadMark.number).order_by(ReadMark.thread_id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def waiting(app: Flask) -> int:
    return len(app.extensions["forum.observations"]._held)


def threads_of_the_buffer() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if isinstance(one, threading.Timer)]


@pytest.mark.usefixtures("app")
def test_what_was_read_is_kept_as_one_mark_with_the_greatest_number() -> None:
    reader, thread = make_citizen(), make_thread()
    for number in (2, 9, 4):
        observations.read(reader.id, thread.id, number)
    assert observations.read_lately(reader.id, thread.id) == 9
    assert marks() == []
    observations.flush()
    assert marks() == [(thread.id, 9)]
    assert observations.read_lately(reader.id, thread.id) == 0


def test_reading_a_page_writes_nothing_itself(app: Flask, as_person: AsPerson) -> None:
    thread = make_thread().id
    reader = as_person(make_citizen())
    db.session.remove()  # the test's own session raises the content version once more
    with watching(app) as asked:
        reader.get(f"/chu-de/{thread}-nuoc-sinh-hoat-o-ban")
    assert {statement.split(None, 1)[0] for statement in asked.statements} == {"SELECT"}
    observations.flush()
    assert marks() == [(thread, 1)]


def test_writing_them_raises_no_content_version(app: Flask) -> None:
    reader, thread = make_citizen(), make_thread()
    before = read_version(db.engine)
    observations.read(reader.id, thread.id, 1)
    observations.flush()
    assert marks() == [(thread.id, 1)]
    assert read_version(db.engine) == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_buffer_is_bounded_and_drops_the_oldest(make_app: Callable[..., Flask]) -> None:
    app = make_app(OBSERVATIONS_KEPT=3)
    with app.app_context():
        for number in range(1, 6):
            observations.read(1, number, 1)
        assert waiting(app) == 3
        assert [observations.read_lately(1, number) for number in range(1, 6)] == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_observation_made_again_is_a_new_one(make_app: Callable[..., Flask]) -> None:
    app = make_app(OBSERVATIONS_KEPT=2)
    with app.app_context():
        for thread in (1, 2, 1, 3):
            observations.read(1, thread, 1)
        assert [observations.read_lately(1, thread) for thread in (1, 2, 3)] == [1, 0, 1]


def test_a_timer_writes_them_and_ends(make_app: Callable[..., Flask]) -> None:
    app = make_app(OBSERVATION_SECONDS=0.2)
    with app.app_context():
        reader, thread = make_citizen(), make_thread()
        for number in (1, 2, 3):
            observations.read(reader.id, thread.id, number)
        assert len(threads_of_the_buffer()) == 1
        assert marks() == []
        end = time.monotonic() + 5
        while threads_of_the_buffer() and time.monotonic() < end:
            time.sleep(0.02)
        assert threads_of_the_buffer() == []
        assert marks() == [(thread.id, 3)]
        observations.read(reader.id, thread.id, 4)
        assert len(threads_of_the_buffer()) == 1
        observations.flush()
        for timer in threads_of_the_buffer():
            timer.join(5)


def test_what_cannot_be_written_is_lost_and_harms_nobody(app: Flask) -> None:
    reader, thread = make_citizen(), make_thread()
    observations.read(reader.id, 10_000, 1)  # no such thread
    observations.flush()
    observations.read(reader.id, thread.id, 1)
    observations.flush()
    assert marks() == [(thread.id, 1)]
    assert waiting(app) == 0


@pytest.mark.usefixtures("app")
def test_a_sign_in_was_last_seen_when_it_was_used(as_person: AsPerson, clock: Clock) -> None:
    person = make_citizen()
    as_person(person)
    row = db.session.scalars(sa.select(SignIn).where(SignIn.person_id == person.id)).one()
    before = row.last_seen_at
    clock.advance(minutes=5)
    observations.seen(row.id)
    observations.flush()
    db.session.rollback()
    assert row.last_seen_at - before >= timedelta(minutes=5)


@pytest.mark.usefixtures("app")
def test_a_later_moment_is_never_overwritten_by_an_earlier_one(as_person: AsPerson) -> None:
    person = make_citizen()
    as_person(person)
    row = db.session.scalars(sa.select(SignIn).where(SignIn.person_id == person.id)).one()
    observations.seen(row.id)
    later = clock.now() + timedelta(hours=1)
    row.last_seen_at = later
    db.session.commit()
    observations.flush()
    db.session.rollback()
    assert row.last_seen_at == later
