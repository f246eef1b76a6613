"""``kill -9`` of the worker in mid-work: every notice is written once; every mail goes out at
least once, and one that goes out twice says so by its Message-ID."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db, dialect
from forum.notifications.lifecycle import Channel, Matter
from forum.notifications.models import Notice
from forum.notifications.wishes import wish
from forum.outbox.models import Delivery, DeliveryState
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_pending_reply, make_thread
from tests.faults.conftest import Site, rounds
from tests.fixtures.database import Database
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox

TEXTS_A_ROUND = 4
MODERATORS = 2
PATIENCE = 15


@pytest.fixture
def site(app: Flask, database: Database, smtp: Mailbox, tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path, database, SMTP_URL=smtp.url)
    yield made
    made.end()


def done() -> int:
    query = sa.select(sa.func.count()).where(Delivery.state == DeliveryState.DONE)
    count = db.session.scalar(query) or 0
    db.session.rollback()
    return count


def wait_for_work(before: int) -> None:
    """The worker is in the middle of what is due."""
    deadline = time.monotonic() + PATIENCE
    while done() == before:
        assert time.monotonic() < deadline, "the worker does nothing"
        time.sleep(0.02)
    time.sleep(random.uniform(0, 0.04))


@pytest.mark.slow
@pytest.mark.parametrize(
    "database, kills", [("sqlite", 25), ("postgresql", 25)], indirect=["database"]
)
def test_no_notice_is_lost_or_doubled_when_the_worker_is_killed(
    site: Site, clock: Clock, smtp: Mailbox, drain_outbox: Callable[[], int], kills: int
) -> None:
    thread, author = make_thread(), make_citizen()
    drain_outbox()
    board = [make_moderator() for _ in range(MODERATORS)]
    for number, moderator in enumerate(board):
        moderator.email = f"duyet{number}@example.org"
        wish(moderator, wished={Matter.DUTIES: Channel.AT_ONCE})
    db.session.commit()
    earlier = db.session.scalar(sa.select(sa.func.coalesce(sa.func.max(Notice.id), 0)))
    smtp.clear()
    killed = 0
    for _ in rounds(kills):
        for _ in range(TEXTS_A_ROUND):
            make_pending_reply(author, thread=thread)
        before = done()
        site.start_worker()
        wait_for_work(before)
        site.kill(site.worker)
        killed += 1
    left = db.session.scalar(
        sa.select(sa.func.count()).where(Delivery.state == DeliveryState.WAITING)
    )
    clock.advance(minutes=2)  # the leases of the dead run out
    drain_outbox()

    texts = killed * TEXTS_A_ROUND
    new = sa.select(Notice.person_id, Notice.ref_id).where(Notice.id > earlier)
    notices = Counter(
        tuple(row) for row in db.session.execute(new.where(Notice.word == "text_waits"))
    )
    mails = Counter(str(mail["Message-ID"]) for mail in smtp.messages)
    print(
        f"{dialect()}: {killed} kills, {left} deliveries left by them, {sum(notices.values())} "
        f"notices, {sum(mails.values())} mails of which {sum(mails.values()) - len(mails)} repeated"
    )
    board_ids = {moderator.id for moderator in board}
    to_board = {key: times for key, times in notices.items() if key[0] in board_ids}
    assert len(to_board) == texts * MODERATORS
    assert set(notices.values()) == {1}
    assert len(mails) == texts * MODERATORS
    assert sum(mails.values()) <= len(mails) + killed  # only what was in flight is repeated
