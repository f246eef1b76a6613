"""The one worker: expands facts into deliveries and runs each until it is done or dead.

New deliveries share a transaction; when one of them fails nothing of it stands and each runs again
alone, as does one that failed before or that says ``by_itself``. So a reaction that only writes
rows is exactly once, because its rows and ``done`` share a commit; one that acts outside the
database (SMTP, the Whoosh index) is at least once and must be safe to repeat.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence

from flask import Flask

from forum.core.db import commit, db, in_our_words
from forum.core.errors import Busy, Conflict
from forum.core.freshness import read_version
from forum.outbox import deliveries
from forum.outbox.deliveries import News
from forum.outbox.facts import Fact
from forum.outbox.service import SHARED, ByItself

Reaction = Callable[[Fact], None]
Reactions = Mapping[type[Fact], Sequence[Reaction]]
Ids = list[int]

log = logging.getLogger(__name__)
HELD_SECONDS = 0.02  # then no further reaction joins the transaction: SQLite has one write lock,
PAUSE_SECONDS = 0.02  # and people who post come first,
AWAY_SECONDS = 0.2  # but not for longer
ALONE_SECONDS = 2  # what has to run by itself waits so long for shared work to end
IDLE_SECONDS = 0.5
CHORE_SECONDS = 30


def name_of(reaction: Reaction) -> str:
    """``notifications.tell_board``: how a reaction is stored with its delivery."""
    return f"{reaction.__module__.split('.')[1]}.{reaction.__name__}"


def expand(reactions: Reactions) -> int:
    """The oldest new facts have their deliveries; how many facts that were."""
    facts = deliveries.new_facts()
    wanted = [
        (fact_id, name_of(reaction))
        for fact_id, name in facts
        for reaction in reactions.get(Fact.known.get(name, Fact), ())
    ]
    deliveries.add(wanted, [fact_id for fact_id, _ in facts])
    commit()
    return len(facts)


def lease(delivery_ids: Ids, seconds: int) -> Ids:
    """Those of the deliveries that this worker, and no other, holds for ``seconds``."""
    with in_our_words():
        held = deliveries.taken(delivery_ids, seconds)
        commit()
    return held


def share(app: Flask, delivery_ids: Ids) -> tuple[int, list[Ids]]:
    """As many of these deliveries as one short transaction takes are done: how many; and which
    have to ``run`` by themselves, those of one list together."""
    with app.app_context():
        try:
            done, alone = _heard_together(app, delivery_ids)
            deliveries.finish(done, free=True)
            commit()
        except Exception as error:  # one that fails must not keep the others
            db.session.rollback()
            log.info("%s deliveries do not share a transaction: %s", len(delivery_ids), error)
            return 0, [[delivery_id] for delivery_id in delivery_ids]
    if len(done) + sum(map(len, alone)) < len(delivery_ids):
        with app.app_context():
            _give_way()
    return len(done), alone


def _give_way() -> None:
    """A pause between two transactions, longer while people write: a notice can wait for a post,
    not a post for a notice."""
    end = time.monotonic() + AWAY_SECONDS
    before, now = None, read_version(db.engine)
    while now != before and time.monotonic() < end:
        time.sleep(PAUSE_SECONDS)
        before, now = now, read_version(db.engine)


def run(app: Flask, delivery_ids: Ids) -> int:
    """These deliveries to one reaction are done, or their next attempt is planned, or they are
    dead; how many are done."""
    with app.app_context():
        held = lease(delivery_ids, app.config["OUTBOX_LEASE_SECONDS"])
        try:
            for reaction, news in _parts(app, deliveries.news_of(held)):
                _hear(reaction, news)
            deliveries.finish(held)
            commit()
        except Exception as error:  # the worker must outlive every reaction
            db.session.rollback()
            log.warning("deliveries %s failed: %s", held, error, exc_info=True)
            deliveries.postpone(held, error, app.config["OUTBOX_ATTEMPTS"])
            commit()
            return 0
    return len(held)


def _heard_together(app: Flask, delivery_ids: Ids) -> tuple[Ids, list[Ids]]:
    done: Ids = []
    alone: list[Ids] = []
    end = None
    parts = _parts(app, deliveries.news_of(delivery_ids, free=True))
    db.session.info[SHARED] = True  # until the context, and the session with it, ends
    shared = db.session().get_transaction()
    for reaction, news in parts:
        if len(news) == 1:  # what is gathered comes before, and takes the time it needs
            end = end or time.monotonic() + HELD_SECONDS
            if time.monotonic() > end:
                break
        ids = [delivery_id for delivery_id, _ in news]
        try:
            _hear(reaction, news)
            done += ids
        except ByItself:
            alone.append(ids)
        if db.session().get_transaction() is not shared:
            raise RuntimeError(f"{reaction} ended a transaction that it shares")
    return done, alone


def _parts(app: Flask, news: Sequence[tuple[str, News]]) -> list[tuple[Reaction | None, News]]:
    """What is called at once: first all that a reaction gathers, then each of the others."""
    named = app.extensions["forum.reaction_names"]
    heard = [(named.get(name), found) for name, found in news]
    whole = [(reaction, found) for reaction, found in heard if hasattr(reaction, "many")]
    single = [(reaction, found) for reaction, found in heard if not hasattr(reaction, "many")]
    return [*whole, *((reaction, [one]) for reaction, found in single for one in found)]


def _hear(reaction: Reaction | None, news: News) -> None:
    facts = [fact for _, fact in news]
    many = getattr(reaction, "many", None)
    if many is not None:
        many(facts)
    elif reaction is not None:  # one that an upgrade took away has nothing left to do
        reaction(*facts)


def drain(app: Flask) -> int:
    """Every fact is expanded and every due delivery was tried once; how many were done."""
    done = 0
    ran_alone = time.monotonic()
    while True:
        with app.app_context(), in_our_words():
            expanded = expand(app.extensions["forum.reactions"])
            fresh, tried = deliveries.due()
        shared, alone = share(app, fresh) if fresh else (0, [])
        done += shared
        if shared and time.monotonic() < ran_alone + ALONE_SECONDS:
            continue  # so that what is gathered is more
        alone += [[delivery_id] for delivery_id in tried]
        done += sum(run(app, ids) for ids in alone)
        ran_alone = time.monotonic()
        if not (expanded or shared or alone):
            return done


def do_chores(app: Flask) -> None:
    """Each chore of ``wiring`` was done, in a transaction of its own; one that fails is logged and
    tried again with the next round."""
    for chore in app.extensions["forum.chores"]:
        with app.app_context():
            try:
                chore()
                commit()
            except Exception as error:  # the worker must outlive every chore
                db.session.rollback()
                log.warning("chore %s failed: %s", chore.__name__, error, exc_info=True)


def serve(app: Flask, stopping: Callable[[], bool]) -> None:
    """Drains until ``stopping`` says so, and does the chores every CHORE_SECONDS; a busy or lost
    database is waited for."""
    next_chores = time.monotonic()
    while not stopping():
        try:
            if time.monotonic() >= next_chores:
                do_chores(app)
                next_chores = time.monotonic() + CHORE_SECONDS
            drain(app)
        except (Busy, Conflict) as error:
            log.warning("waiting for the database: %s", error.reason)
            time.sleep(2)
        time.sleep(IDLE_SECONDS)
