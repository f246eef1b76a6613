"""Threads are merged while people reply to them: whoever was told "sent" finds the text."""

from __future__ import annotations

import contextvars
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from forum.cli.checking import _wrong_counters
from forum.core.db import db
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import FormerPlace, Post, Thread
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_category, make_pending_thread, make_thread
from tests.page import Client

AsPerson = Callable[..., Client]
PAIRS = 25


def token(client: Client, thread_id: int) -> str:
    """The token of this browser's form session."""
    page = client.get(f"/chu-de/{thread_id}/tra-loi")
    return str(page.form(having=("body",)).values["csrf_token"])


def at_once(clients: list[Client], turns: list[list[tuple[str, dict[str, str]]]]) -> Counter[int]:
    """Each browser sends its forms, the first ones at the same moment, and so on; the statuses."""
    start = threading.Barrier(len(clients))

    def run(client: Client, turn: list[tuple[str, dict[str, str]]]) -> list[int]:
        found = []
        for address, sent in turn:
            start.wait(60)
            key = {"idempotency_key": secrets.token_hex(12)}
            found.append(client.http.post(address, data={**sent, **key}).status_code)
        return found

    db.session.commit()
    with ThreadPoolExecutor(len(clients)) as pool:
        running = [
            # A fresh context: threads must not share the test's application context.
            pool.submit(contextvars.Context().run, run, client, turn)
            for client, turn in zip(clients, turns, strict=True)
        ]
        statuses = Counter(status for done in running for status in done.result())
    db.session.expire_all()
    return statuses


def test_no_reply_is_lost_to_a_merge(app: Flask, as_person: AsPerson) -> None:
    known = make_citizen()
    for _ in range(2):
        make_thread(known)
    category, into = make_category(mode=CategoryMode.AFTER), make_thread()
    threads = [make_pending_thread(known, category=category).post.thread.id for _ in range(PAIRS)]
    people = [as_person(make_moderator()), as_person(known), as_person(make_citizen())]
    tokens = [token(client, into.id) for client in people]
    merging = [
        (f"/chu-de/{number}/gop", {"csrf_token": tokens[0], "target": str(into.id)})
        for number in threads
    ]
    replying = [
        [
            (
                f"/chu-de/{number}/tra-loi",
                {"csrf_token": sent, "body": f"Lời {number}.", "accept_rules": "y"},
            )
            for number in threads
        ]
        for sent in tokens[1:]
    ]
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Post)) or 0

    statuses = at_once(people, [merging, *replying])

    assert set(statuses) <= {303, 409}
    after = db.session.scalar(sa.select(sa.func.count()).select_from(Post)) or 0
    merged = db.session.scalars(sa.select(Thread.id).where(Thread.merged_into_id == into.id)).all()
    assert sorted(merged) == threads
    assert after - before == statuses[303] - PAIRS
    astray = sa.select(sa.func.count()).select_from(Post).where(Post.thread_id.in_(merged))
    assert db.session.scalar(astray) == 0
    assert list(_wrong_counters()) == []
    former = db.session.scalars(sa.select(FormerPlace.thread_id)).all()
    assert set(former) == set(threads)


def test_of_two_merges_in_opposite_directions_one_stands(app: Flask, as_person: AsPerson) -> None:
    pairs = [(make_thread().id, make_thread().id) for _ in range(PAIRS)]
    boards = [as_person(make_moderator()), as_person(make_moderator())]
    tokens = [token(client, pairs[0][0]) for client in boards]
    turns = [
        [
            (f"/chu-de/{source}/gop", {"csrf_token": sent, "target": str(into)})
            for source, into in (pair[::way] for pair in pairs)
        ]
        for sent, way in zip(tokens, (1, -1), strict=True)
    ]

    statuses = at_once(boards, turns)

    # The loser is told: by a conflict, or by the form, where the merge was already to be seen.
    assert statuses[303] == PAIRS
    assert set(statuses) <= {200, 303, 409}
    for pair in pairs:
        found = db.session.scalars(sa.select(Thread).where(Thread.id.in_(pair))).all()
        assert sum(one.merged_into_id is None for one in found) == 1
    assert list(_wrong_counters()) == []
