"""PostgreSQL ends in mid-service and comes back: a page that keeps the text, then all is well."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from forum.core.db import db
from forum.threads.models import Revision
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.faults.conftest import Site
from tests.faults.writers import Writer
from tests.fixtures.postgres import Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("database", ["postgresql"], indirect=True),
]
SECONDS = 2.0
TEXT = "Bài gửi đúng lúc máy chủ dữ liệu khởi động lại."


@pytest.fixture
def back_again(postgres: Server) -> Iterator[None]:
    """Whatever happens in the test, the server runs for the tests after it."""
    yield
    try:
        postgres.run("SELECT 1")
    except Exception:
        postgres.start()


@pytest.mark.usefixtures("back_again")
def test_a_database_restart_keeps_the_text_and_needs_nobody(
    site: Site, make_writer: Callable[[object], Writer], postgres: Server
) -> None:
    thread = make_thread()
    page = f"/chu-de/{thread.id}"
    path = f"{page}/tra-loi"
    writer = make_writer(make_citizen())
    site.start_web()
    site.start_worker()
    writer.open_form(path)
    db.session.rollback()

    postgres.stop()
    lost = [writer.send(path, "the form", TEXT) for _ in range(4)]
    read = writer.ask(page)
    postgres.start()
    answer = writer.send(path, "the form", TEXT)

    slowest = max(answer.seconds for answer in [*lost, read])
    print(f"away: {[a.status for a in lost]} within {slowest:.2f} s; back: {answer.status}")
    assert {a.status for a in lost} == {503} and read.status == 503
    assert all(TEXT in a.text for a in lost)
    assert slowest <= SECONDS
    assert answer.status == 303
    db.engine.dispose()
    query = sa.select(sa.func.count()).where(Revision.source == TEXT)
    assert db.session.scalar(query) == 1
    assert site.worker is not None
    time.sleep(0.5)
    assert site.worker.poll() is None  # it waited, and was not ended by the loss
