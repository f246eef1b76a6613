"""Facts are delivered once each, whatever happens to the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts import service, throttle
from forum.accounts.models import SignIn, Throttle
from forum.core import clock as present
from forum.core.db import commit, db
from forum.outbox import facts, worker
from forum.outbox.models import Delivery, DeliveryState
from forum.outbox.service import emit
from forum.web.models import AnsweredForm
from tests.factories.people import make_citizen
from tests.fixtures.site import Clock

Drain = Callable[[], int]


@pytest.fixture
def heard(app: Flask) -> Iterator[list[facts.Fact]]:
    """What reached the one reaction that this test's forum has."""
    heard: list[facts.Fact] = []

    def listen(fact: facts.Fact) -> None:
        if getattr(listen, "deaf", False):
            raise RuntimeError("not now")
        heard.append(fact)

    heard_by: Any = listen
    app.extensions["forum.reactions"] = {facts.PostHidden: (heard_by,)}
    app.extensions["forum.reaction_names"] = {worker.name_of(heard_by): heard_by}
    app.extensions["listen"] = listen
    yield heard


def delivery() -> Delivery:
    db.session.expire_all()
    return db.session.scalars(sa.select(Delivery)).one()


def test_a_fact_reaches_its_reaction_once(heard: list[facts.Fact], drain_outbox: Drain) -> None:
    emit(facts.PostHidden(7))
    commit()
    assert drain_outbox() == 1
    assert drain_outbox() == 0
    assert heard == [facts.PostHidden(7)]


def test_a_fact_of_an_act_that_was_rolled_back_never_happened(
    heard: list[facts.Fact], drain_outbox: Drain
) -> None:
    emit(facts.PostHidden(7))
    db.session.rollback()
    drain_outbox()
    assert heard == []


def test_what_fails_is_tried_again_later_and_at_last_is_dead(
    app: Flask, heard: list[facts.Fact], drain_outbox: Drain, clock: Clock
) -> None:
    app.extensions["listen"].deaf = True
    emit(facts.PostHidden(7))
    commit()
    drain_outbox()
    assert (delivery().state, delivery().attempts) == (DeliveryState.WAITING, 1)
    assert "not now" in (delivery().last_error or "")
    assert drain_outbox() == 0  # not due yet
    for _ in range(10):
        clock.advance(hours=2)
        drain_outbox()
    assert delivery().state is DeliveryState.DEAD
    assert delivery().attempts == app.config["OUTBOX_ATTEMPTS"]


def test_a_delivery_whose_worker_died_is_taken_over_after_its_lease(
    app: Flask, heard: list[facts.Fact], drain_outbox: Drain, clock: Clock
) -> None:
    emit(facts.PostHidden(7))
    commit()
    worker.expand(app.extensions["forum.reactions"])
    assert worker.lease(delivery().id, 60)  # and then the process was killed
    assert not worker.lease(delivery().id, 60)
    assert drain_outbox() == 0
    clock.advance(seconds=61)
    assert drain_outbox() == 1
    assert heard == [facts.PostHidden(7)]


def test_chores_forget_what_is_old_and_outlive_one_that_fails(app: Flask, clock: Clock) -> None:
    person = make_citizen()
    throttle.count("guest", "somebody", (5, 60))
    service.sign_in(person, idle=timedelta(days=1))
    db.session.add(AnsweredForm(owner="form:x", key="k", url="/", at=present.now()))
    commit()

    def broken() -> None:
        raise RuntimeError("disk")

    app.extensions["forum.chores"] = (broken, *app.extensions["forum.chores"])
    clock.advance(days=40)
    worker.do_chores(app)
    db.session.expire_all()
    for model in (SignIn, Throttle, AnsweredForm):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == 0
