"""Two members of staff press "Approve and publish" at the same moment."""

from __future__ import annotations

import threading

import sqlalchemy as sa
from flask import Flask

from forum.accounts.queries import get_person
from forum.core.db import commit, db
from forum.core.errors import Busy, Conflict
from forum.official import service
from forum.official.lifecycle import TextState
from forum.official.models import OfficialText
from forum.threads.lifecycle import AuthorKind
from forum.threads.models import Post
from tests.factories.official import make_draft, submit
from tests.factories.people import make_staff

ROUNDS = 6


def test_one_of_them_publishes_and_the_other_is_told(app: Flask) -> None:
    approvers = [make_staff().id, make_staff().id]
    for _ in range(ROUNDS):
        text = submit(make_draft())
        answers = _at_once(app, text.id, approvers)

        db.session.expire_all()
        assert text.state is TextState.PUBLISHED
        assert answers.count("published") == 1
        assert set(answers) - {"published"} <= {"told", "busy"} and len(answers) == 2

    offices = sa.select(sa.func.count()).where(Post.author_kind == AuthorKind.OFFICE)
    assert db.session.scalar(offices) == ROUNDS


def _at_once(app: Flask, text_id: int, approvers: list[int]) -> list[str]:
    start, answers = threading.Barrier(len(approvers)), []
    db.session.commit()

    def publish(person_id: int) -> None:
        with app.app_context():
            person = get_person(person_id)
            text = db.session.get_one(OfficialText, text_id)
            seen = text.version
            start.wait(10)
            try:
                service.publish_text(person, text, seen_version=seen)
                commit()
                answers.append("published")
            except Conflict:
                answers.append("told")
            except Busy:
                answers.append("busy")

    workers = [threading.Thread(target=publish, args=[person_id]) for person_id in approvers]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    return answers
