"""The four forms in which members write, each with something to write in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts.addresses import ASK, THREAD, edit_of, reply_to
from forum.drafts.models import Draft
from forum.threads.models import Revision
from tests.factories.people import make_citizen
from tests.factories.threads import make_category, make_post, make_thread
from tests.form import Form
from tests.page import Client

TEXT = "Bản tôi có một cây cầu treo đã hỏng hai tháng, bà con qua suối rất khó."
AsPerson = Callable[..., Client]


@dataclass
class Writing:
    """A form for writing: whose, where, and what one fills in."""

    person: Person
    place: str
    address: str
    fields: dict[str, str]

    def form(self, client: Client) -> Form:
        return client.get(self.address).form(having=("body",))


def writing(kind: str) -> Writing:
    person, category = make_citizen(), make_category()
    if kind == "thread":
        fields = {"category": category.slug, "title": "Cầu treo hỏng", "body": TEXT}
        return Writing(person, THREAD, "/chu-de/moi", fields)
    if kind == "ask":
        fields = {"topic": category.slug, "visibility": "private", "body": TEXT}
        return Writing(person, ASK, "/hoi-dap/gui", fields)
    if kind == "reply":
        thread = make_thread()
        return Writing(person, reply_to(thread.id), f"/chu-de/{thread.id}/tra-loi", {"body": TEXT})
    post = make_post(person)
    return Writing(person, edit_of(post.id), f"/bai/{post.id}/sua", {"body": TEXT})


def texts() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Revision)) or 0


def drafts() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Draft)) or 0
