"""One form sent twenty times at once is one post, and everybody is shown the same."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.core.db import db
from forum.outbox.models import FactRow
from forum.threads.models import Revision
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.faults.conftest import Site
from tests.faults.writers import Answer, Writer

TIMES = 20


@pytest.mark.slow
def test_twenty_sendings_of_one_form_are_one_post(
    site: Site, make_writer: Callable[[object], Writer]
) -> None:
    thread = make_thread()
    path, text = f"/chu-de/{thread.id}/tra-loi", "Bấm gửi hai mươi lần."
    site.start_web()
    writer = make_writer(make_citizen())
    writer.open_form(path)
    barrier, answers = threading.Barrier(TIMES), list[Answer]()

    def send() -> None:
        barrier.wait()
        answers.append(writer.send(path, "one and the same form", text))

    crowd = [threading.Thread(target=send) for _ in range(TIMES)]
    for sender in crowd:
        sender.start()
    for sender in crowd:
        sender.join()

    busy = [answer for answer in answers if answer.status == 503]
    assert {answer.status for answer in answers} <= {303, 503}
    assert len({answer.location for answer in answers if answer.status == 303}) == 1
    assert all(text in answer.text for answer in busy)
    last = writer.send(path, "one and the same form", text)
    assert last.location == next(answer.location for answer in answers if answer.status == 303)
    db.session.rollback()
    ids = db.session.scalars(sa.select(Revision.id).where(Revision.source == text)).all()
    facts = db.session.scalars(sa.select(FactRow.payload)).all()
    assert len(ids) == 1
    assert sum(payload.get("revision_id") == ids[0] for payload in facts) == 1
