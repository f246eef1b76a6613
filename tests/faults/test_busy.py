"""The write lock is held by somebody else for too long: the text comes back, nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.threads.models import Revision
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.page import Client

TEXT = "Bản tôi xin hỏi về đường vào bản."


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_busy_database_keeps_the_text_and_takes_it_when_it_is_free(
    make_app: Callable[..., Flask], as_person: Callable[..., Client], app: Flask
) -> None:
    thread, person = make_thread(), make_citizen()
    form = as_person(person).get(f"/chu-de/{thread.id}/tra-loi").form(having=("body",))
    db.session.commit()
    for engine in app.extensions["sqlalchemy"].engines.values():
        engine.dispose()
        sa.event.listen(engine, "connect", lambda c, _r: c.execute("PRAGMA busy_timeout=300"))
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Revision)) or 0
    db.session.rollback()

    holder = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    page = form.submit(body=TEXT, accept_rules="y", status=503)
    assert int(page.headers["Retry-After"]) > 0
    assert TEXT in page.html
    holder.execute("ROLLBACK")
    holder.close()

    page.submit("/tra-loi", body=TEXT)
    db.session.expire_all()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Revision)) == before + 1
