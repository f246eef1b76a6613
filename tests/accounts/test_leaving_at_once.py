"""Several hands on one button: the account is deleted once, and everybody hears the same."""

from __future__ import annotations

import threading

import sqlalchemy as sa
from flask import Flask

from forum.accounts import service
from forum.accounts.models import Closing
from forum.accounts.names import DELETED
from forum.audit.models import AuditRow
from forum.core.db import commit, db
from tests.factories.people import make_citizen
from tests.factories.threads import make_post
from tests.faults.writers import Answer, Writer

HERE, HANDS = "/tai-khoan/xoa", 4
FIELDS = {"way": "delete", "understood": "y", "with_texts": "y", "idempotency_key": "one form"}


def test_one_form_from_many_hands_deletes_once(app: Flask, served: str) -> None:
    person = make_citizen()
    make_post(person)
    token = service.sign_in(person)
    commit()
    writer = Writer(served, f"{app.config['SIGNIN_COOKIE']}={token}")
    writer.open_form(HERE)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in writer.cookies.items())
    barrier, answers = threading.Barrier(HANDS), list[Answer]()

    def send() -> None:
        hand = Writer(served, cookie)
        barrier.wait()
        answers.append(hand.ask(HERE, {"csrf_token": writer.token, **FIELDS}))

    crowd = [threading.Thread(target=send) for _ in range(HANDS)]
    for sender in crowd:
        sender.start()
    for sender in crowd:
        sender.join()

    assert {(answer.status, answer.location) for answer in answers} == {(303, "/")}
    db.session.rollback()
    db.session.expire_all()
    assert person.display_name == DELETED
    assert len(db.session.scalars(sa.select(Closing)).all()) == 1
    acts = db.session.scalars(sa.select(AuditRow).where(AuditRow.act == "delete_account"))
    assert len(acts.all()) == 1
