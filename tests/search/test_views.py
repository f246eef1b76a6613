"""The search page as a person reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.actors import System
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.threads.importing import SourceText, announce_imports, import_batch
from tests.factories.moderation import judge
from tests.factories.official import make_explanation, publish
from tests.factories.threads import make_category, make_pending_reply, make_pending_thread
from tests.page import Client

Drain = Callable[[], int]
Say = Callable[..., str]


def filled(count: int) -> None:
    texts = [
        SourceText(f"t{n}", f"Chuyện nước số {n}", "Bản thiếu nước sạch mùa khô.")
        for n in range(count)
    ]
    import_batch(System(), make_category(), texts)
    announce_imports()
    db.session.commit()


def test_the_page_asks_what_to_look_for(app: Flask, client: Client, say: Say) -> None:
    page = client.get("/tim-kiem")
    assert page.h1 == say("Search this forum")
    assert not page.find_all("article")


def test_found_words_are_marked_in_title_and_text(
    app: Flask, client: Client, drain_outbox: Drain
) -> None:
    revision = make_pending_thread(title="Nước sinh hoạt", body="Bản tôi **thiếu** nước.")
    judge(revision, Outcome.APPROVE)
    drain_outbox()
    page = client.get("/tim-kiem?q=thieu+nuoc")
    assert "thieu nuoc" in page.h1
    assert [mark.text for mark in page.find_all("mark")] == ["Nước", "thiếu", "nước"]
    assert (revision.title, f"/chu-de/{revision.post.thread_id}-nuoc-sinh-hoat") in page.links
    page = client.get(f"/chu-de/{revision.post.thread_id}-nuoc-sinh-hoat")
    assert page.h1 == "Nước sinh hoạt"


def test_a_reply_leads_to_its_own_place_under_the_title_of_its_thread(
    app: Flask, client: Client, drain_outbox: Drain
) -> None:
    opening = make_pending_thread(title="Cầu qua suối")
    judge(opening, Outcome.APPROVE)
    reply = make_pending_reply(thread=opening.post.thread, body="Mùa lũ học sinh nghỉ học.")
    judge(reply, Outcome.APPROVE)
    drain_outbox()
    page = client.get("/tim-kiem?q=học+sinh+nghỉ+học")
    assert ("Cầu qua suối", f"/bai/{reply.post_id}") in page.links


def test_an_explanation_is_shown_as_one(
    app: Flask, client: Client, drain_outbox: Drain, say: Say
) -> None:
    text = publish(make_explanation(title="Vay vốn ưu đãi"))
    drain_outbox()
    page = client.get("/tim-kiem?q=vay+von")
    assert ("Vay vốn ưu đãi", f"/giai-thich/{text.slug}") in page.links
    assert say("Policy explanation") in page


def test_pages_go_on_and_lead_back(
    app: Flask, client: Client, drain_outbox: Drain, say: Say
) -> None:
    filled(45)
    drain_outbox()
    seen: list[str] = []
    page = client.get("/tim-kiem?q=thiếu+nước+sạch")
    while True:
        seen += [href for _text, href in page.links if href.startswith("/chu-de/")]
        following = dict(page.links).get(say("Next page"))
        if following is None:
            break
        page = client.get(following)
    assert len(seen) == len(set(seen)) == 45
    assert dict(page.links)[say("First page")].startswith("/tim-kiem?q=")


def test_when_nothing_is_found_the_way_to_the_offices_is_shown(
    app: Flask, client: Client, say: Say
) -> None:
    page = client.get("/tim-kiem?q=xylophon")
    assert say("Nothing was found") in page
    assert (say("Send a question"), "/hoi-dap/gui") in page.links


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 5_000,
        "q=%00%FF",
        "q=<script>alert(1)</script>",
        "q=%22+OR+1%3D1--",
        "q=nước&tu=99999999999",
        "q=nước&tu=-3",
        "q=nước&tu=abc",
        "q=",
        "tu=5",
    ],
)
def test_odd_addresses_give_a_page(app: Flask, client: Client, query: str) -> None:
    page = client.get(f"/tim-kiem?{query}")
    assert page.status == 200
    assert not page.find_all("article")


def test_the_page_says_when_the_found_texts_only_come_near(
    app: Flask, client: Client, drain_outbox: Drain, say: Say
) -> None:
    filled(1)
    drain_outbox()
    near = say("No text has all these words. These come near:")
    assert near not in client.get("/tim-kiem?q=nuoc+sach")
    assert near in client.get("/tim-kiem?q=nuoc+sach+truong+hoc")
