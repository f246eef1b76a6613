"""``kill -9`` of the web server under eight writers: nothing acknowledged is lost or doubled."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from statistics import median

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.lifecycle import Role
from forum.accounts.queries import people_with
from forum.core.db import db, dialect
from forum.notifications.models import Notice
from forum.outbox.models import FactRow
from forum.threads.models import Revision, Thread
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.faults.conftest import Site, rounds
from tests.faults.writers import Crowd, Writer
from tests.fixtures.database import Database

WRITERS = 8
HEALTHY_SECONDS = 3.0


def stored() -> Counter[str]:
    return Counter(db.session.scalars(sa.select(Revision.source)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "database, kills", [("sqlite", 25), ("postgresql", 25)], indirect=["database"]
)
def test_nothing_acknowledged_is_lost_or_doubled_when_the_web_server_is_killed(
    app: Flask,
    database: Database,
    site: Site,
    make_writer: Callable[[object], Writer],
    drain_outbox: Callable[[], int],
    kills: int,
) -> None:
    thread = make_thread()
    drain_outbox()
    told_before = told()
    path = f"/chu-de/{thread.id}/tra-loi"
    back = [site.start_web()]
    with Crowd([make_writer(make_citizen()) for _ in range(WRITERS)], path) as crowd:
        for _ in rounds(kills):
            time.sleep(random.uniform(0.1, 0.4))
            site.kill(site.web)
            back.append(site.start_web())
    site.kill(site.web)

    db.session.expire_all()
    standing, killed = stored(), len(back) - 1
    print(
        f"{dialect()}: {killed} kills, {crowd.tries} tries, {len(crowd.acknowledged)} acknowledged,"
        f" healthy again after {median(back):.2f} s, at most {max(back):.2f} s"
    )
    assert crowd.odd == [] and len(crowd.acknowledged) > killed
    assert [text for text in crowd.acknowledged if standing[text] != 1] == []
    assert [text for text in crowd.sent if standing[text] > 1] == []
    assert median(back) <= HEALTHY_SECONDS  # the longest depends on what else the machine does
    assert sound()
    drain_outbox()
    texts = sum(standing[text] for text in crowd.sent)
    board = len(people_with(Role.MODERATOR))
    assert told() - told_before == Counter({("text_waits", 1): texts * board})
    assert db.session.get_one(Thread, thread.id).replies == 0


def told() -> Counter[tuple[str, int]]:
    """(word, how often for one thing and person) → for how many things: doubled ones show."""
    query = sa.select(Notice.word, sa.func.count()).group_by(
        Notice.word, Notice.person_id, Notice.ref_id
    )
    return Counter((word, times) for word, times in db.session.execute(query))


def sound() -> bool:
    """The database itself says so, and each waiting text has its one fact."""
    if dialect() == "sqlite":
        assert db.session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    facts = sa.select(FactRow.payload).where(FactRow.name == "RevisionSubmitted")
    ids = Counter(payload["revision_id"] for payload in db.session.scalars(facts))
    return ids == Counter(db.session.scalars(sa.select(Revision.id)))
