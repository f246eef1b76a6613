"""Facts are delivered once each, whatever happens to the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
from forum.outbox.service import by_itself, emit, gathered
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
    assert worker.lease([delivery().id], 60)  # and then the process was killed
    assert not worker.lease([delivery().id], 60)
    assert drain_outbox() == 0
    clock.advance(seconds=61)
    assert drain_outbox() == 1
    assert heard == [facts.PostHidden(7)]


def hearing(app: Flask, reactions: dict[type[facts.Fact], tuple[Any, ...]]) -> None:
    """This test's forum has these reactions only."""
    app.extensions["forum.reactions"] = reactions
    app.extensions["forum.reaction_names"] = {
        worker.name_of(reaction): reaction for listed in reactions.values() for reaction in listed
    }


def states() -> dict[str, list[DeliveryState]]:
    db.session.expire_all()
    found: dict[str, list[DeliveryState]] = {}
    for row in db.session.scalars(sa.select(Delivery).order_by(Delivery.id)):
        found.setdefault(row.reaction.partition(".")[2], []).append(row.state)
    return found


def test_one_delivery_that_fails_keeps_none_of_the_others(app: Flask, drain_outbox: Drain) -> None:
    def count(fact: facts.PostHidden) -> None:
        db.session.add(AnsweredForm(owner="form:x", key=f"{fact}", url="/", at=present.now()))
        db.session.flush()

    def fail(fact: facts.PostHidden) -> None:
        if fact.post_id == 2:
            raise RuntimeError("not this one")

    hearing(app, {facts.PostHidden: (count, fail)})
    for number in range(4):
        emit(facts.PostHidden(number))
    commit()
    assert drain_outbox() == 7
    done, waits = DeliveryState.DONE, DeliveryState.WAITING
    assert states() == {"count": [done] * 4, "fail": [done, done, waits, done]}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AnsweredForm)) == 4


def test_a_reaction_that_acts_outside_runs_alone_and_once(app: Flask, drain_outbox: Drain) -> None:
    sent: list[facts.Fact] = []

    def write(fact: facts.PostHidden) -> None:
        db.session.add(AnsweredForm(owner="form:x", key=f"{fact}", url="/", at=present.now()))

    def send(fact: facts.PostHidden) -> None:
        by_itself()
        db.session.rollback()
        sent.append(fact)

    hearing(app, {facts.PostHidden: (write, send)})
    for number in range(3):
        emit(facts.PostHidden(number))
    commit()
    assert drain_outbox() == 6
    assert sent == [facts.PostHidden(number) for number in range(3)]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AnsweredForm)) == 3


def test_a_reaction_that_ends_a_shared_transaction_loses_no_rows_of_others(
    app: Flask, drain_outbox: Drain
) -> None:
    def careless(_fact: facts.PostHidden) -> None:
        db.session.rollback()

    def write(fact: facts.PostHidden) -> None:
        db.session.add(AnsweredForm(owner="form:x", key=f"{fact}", url="/", at=present.now()))
        db.session.flush()

    hearing(app, {facts.PostHidden: (careless, write), facts.PostRestored: (write, careless)})
    for number in range(3):
        emit(facts.PostHidden(number))
        emit(facts.PostRestored(number))
    commit()
    assert drain_outbox() == 12
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AnsweredForm)) == 6


def test_a_reaction_that_gathers_hears_all_that_waits_at_once(
    app: Flask, drain_outbox: Drain
) -> None:
    heard: list[list[int]] = []

    @gathered
    def listen(news: Sequence[facts.PostHidden]) -> None:
        by_itself()
        heard.append([fact.post_id for fact in news])

    hearing(app, {facts.PostHidden: (listen,), facts.PostRestored: (listen,)})
    emit(facts.PostHidden(1))
    emit(facts.PostRestored(2))
    emit(facts.PostHidden(3))
    commit()
    assert drain_outbox() == 3
    assert heard == [[1, 2, 3]]
    listen(facts.PostHidden(4))
    assert heard[1:] == [[4]]


def test_gathered_news_of_which_one_fails_is_tried_again_one_by_one(
    app: Flask, drain_outbox: Drain, clock: Clock
) -> None:
    heard: list[int] = []

    @gathered
    def listen(news: Sequence[facts.PostHidden]) -> None:
        numbers = [fact.post_id for fact in news]
        if 2 in numbers:
            raise RuntimeError("not this one")
        heard.extend(numbers)

    hearing(app, {facts.PostHidden: (listen,)})
    for number in range(4):
        emit(facts.PostHidden(number))
    commit()
    assert drain_outbox() == 3
    clock.advance(hours=2)
    assert drain_outbox() == 0
    assert heard == [0, 1, 3]


def test_what_another_worker_holds_is_left_to_it(
    app: Flask, heard: list[facts.Fact], drain_outbox: Drain
) -> None:
    for number in range(3):
        emit(facts.PostHidden(number))
    commit()
    worker.expand(app.extensions["forum.reactions"])
    ids = list(db.session.scalars(sa.select(Delivery.id).order_by(Delivery.id)))
    assert worker.lease(ids[1:2], 60) == ids[1:2]
    assert worker.share(app, ids) == (2, [])
    assert heard == [facts.PostHidden(0), facts.PostHidden(2)]
    assert drain_outbox() == 0


def test_chores_forget_what_is_old_and_outlive_one_that_fails(app: Flask, clock: Clock) -> None:
    person = make_citizen()
    throttle.count("guest", "somebody", (5, 60))
    service.sign_in(person)
    db.session.add(AnsweredForm(owner="form:x", key="k", url="/", at=present.now()))
    commit()

    def broken() -> None:
        raise RuntimeError("disk")

    app.extensions["forum.chores"] = (broken, *app.extensions["forum.chores"])
    clock.advance(days=61)
    worker.do_chores(app)
    db.session.expire_all()
    for model in (SignIn, Throttle, AnsweredForm):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == 0
