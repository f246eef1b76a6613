"""Two moderators at once: 200 pairs give 200 decisions, and every loser is told."""

from __future__ import annotations

import contextvars
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.moderation.models import Decision
from forum.outbox.models import FactRow
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post, Revision
from tests.factories.moderation import REASON, first_clause
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_category, make_pending_thread, make_post, make_thread
from tests.page import Client

AsPerson = Callable[..., Client]


def token(client: Client) -> str:
    """The token of this browser's form session."""
    form = next(form for form in client.get("/duyet-bai/hang-cho").forms if form.method == "post")
    return str(form.values["csrf_token"])


def race(
    clients: list[Client],
    addresses: list[str],
    *outcomes: str,
    same_form: bool = False,
    **more: str,
) -> list[Counter[int]]:
    """For each address both browsers send their outcome at the same moment; the statuses."""
    start = threading.Barrier(len(clients))

    def run(client: Client, outcome: str, sent: dict[str, str]) -> list[int]:
        found = []
        for address in addresses:
            start.wait(60)
            key = address if same_form else secrets.token_hex(12)
            form = {"outcome": outcome, "idempotency_key": key, **sent}
            answer = client.http.post(address, data=form)
            found.append(answer.status_code)
        return found

    sent = [{"csrf_token": token(client), "reason": REASON, **more} for client in clients]
    db.session.commit()
    with ThreadPoolExecutor(len(clients)) as pool:
        running = [
            # A fresh context: threads must not share the test's application context.
            pool.submit(contextvars.Context().run, run, *given)
            for given in zip(clients, outcomes, sent, strict=True)
        ]
        statuses = [done.result() for done in running]
    db.session.expire_all()
    return [Counter(pair) for pair in zip(*statuses, strict=True)]


def test_of_200_pairs_of_decisions_200_stand(app: Flask, as_person: AsPerson) -> None:
    author, category = make_citizen(), make_category()
    texts = [make_pending_thread(author, category=category) for _ in range(200)]
    clause = str(first_clause(texts[0]))
    clients = [as_person(make_moderator()), as_person(make_moderator())]

    pairs = race(
        clients,
        [f"/duyet-bai/{text.id}/quyet-dinh" for text in texts],
        "approve",
        "reject",
        clause=clause,
        seen_version="1",
    )

    assert pairs == [Counter({303: 1, 409: 1})] * 200
    decided = dict(db.session.execute(sa.select(Decision.revision_id, Decision.outcome)).all())
    assert len(decided) == 200
    for text in db.session.scalars(sa.select(Revision)):
        state = {"approve": RevisionState.APPROVED, "reject": RevisionState.REJECTED}
        assert text.state is state[decided[text.id]]
    judged = FactRow.name.in_(["RevisionApproved", "RevisionRejected"])
    told = db.session.scalars(sa.select(FactRow.payload).where(judged)).all()
    assert sorted(row["revision_id"] for row in told) == sorted(decided)


def test_of_a_hider_and_a_remover_one_wins(app: Flask, as_person: AsPerson) -> None:
    author, thread = make_citizen(), make_thread()
    posts = [make_post(author, thread=thread) for _ in range(20)]
    version = {post.version for post in posts}
    assert len(version) == 1
    wording = db.session.scalars(sa.select(Revision)).first()
    assert wording is not None
    clients = [as_person(make_moderator()), as_person(make_moderator())]

    pairs = race(
        clients,
        [f"/duyet-bai/bai/{post.id}" for post in posts],
        "hide",
        "remove",
        clause=str(first_clause(wording)),
        seen_version=str(version.pop()),
    )

    assert pairs == [Counter({303: 1, 409: 1})] * 20
    stood = sa.select(Decision.outcome, Post.state).join(
        Revision, Revision.id == Decision.revision_id
    )
    found = db.session.execute(stood.join(Post, Post.id == Revision.post_id)).all()
    assert len(found) == 20
    assert {tuple(row) for row in found} <= {("hide", "hidden"), ("remove", "removed")}


def test_a_double_click_is_one_decision_and_no_conflict(app: Flask, as_person: AsPerson) -> None:
    author, category, moderator = make_citizen(), make_category(), make_moderator()
    texts = [make_pending_thread(author, category=category) for _ in range(20)]

    pairs = race(
        [as_person(moderator), as_person(moderator)],
        [f"/duyet-bai/{text.id}/quyet-dinh" for text in texts],
        "approve",
        "approve",
        same_form=True,
        seen_version="1",
    )

    assert pairs == [Counter({303: 2})] * 20
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 20
