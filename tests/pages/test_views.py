"""Home and the pages that explain the forum."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.official.lifecycle import Visibility
from tests.factories.moderation import judge, show_or_hide
from tests.factories.people import make_citizen, make_staff
from tests.factories.threads import approve, make_pending_thread, make_thread
from tests.notifications import stories
from tests.page import Client

AsPerson = Callable[..., Client]
Say = Callable[..., str]

TEXTS = ["/tro-giup", "/gioi-thieu", "/lien-he", "/quyen-rieng-tu", "/tro-nang"]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every SQL statement sent to the database inside."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def answered(title: str) -> None:
    """A question that everybody reads, with its official reply."""
    question = stories.ask(make_citizen(), body=title)
    assert question.post is not None
    judge(question.post.revisions[0], Outcome.APPROVE)
    stories.publish(stories.submitted_reply(question, make_staff()))


@pytest.mark.usefixtures("app")
def test_home_shows_what_was_answered_and_what_is_talked_about(client: Client, say: Say) -> None:
    answered("Đường vào bản Pá")
    make_thread(title="Nước sạch ở Nậm Lành")
    page = client.get("/")

    assert "Đường vào bản Pá" in page and "Nước sạch ở Nậm Lành" in page
    assert (say("Send a question"), "/hoi-dap/gui") in page.links
    assert (say("Track a question"), "/theo-doi") in page.links


@pytest.mark.usefixtures("app")
def test_home_carries_no_form_that_writes_and_can_be_kept(client: Client) -> None:
    page = client.get("/")

    assert [form.method for form in page.forms] == ["get"]
    assert "no-store" not in page.headers["Cache-Control"] and "Set-Cookie" not in page.headers


@pytest.mark.usefixtures("app")
def test_home_costs_the_same_few_statements_however_much_it_shows(client: Client) -> None:
    make_thread()
    answered("Câu hỏi 1")
    with statements() as few:
        client.get("/")
    for number in range(2, 5):
        make_thread()
        answered(f"Câu hỏi {number}")
    with statements() as many:
        client.get("/")

    assert len(few) == len(many) <= 8


@pytest.mark.usefixtures("app")
def test_home_says_nothing_of_what_is_not_public(client: Client) -> None:
    make_pending_thread(title="DẤU-KÍN chờ duyệt")
    show_or_hide(approve(make_pending_thread(title="DẤU-KÍN đã ẩn")), Outcome.HIDE)
    stories.ask(body="DẤU-KÍN của khách", visibility=Visibility.PRIVATE)

    assert "DẤU-KÍN" not in client.get("/").html


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("answers", "shown"), [(4, False), (5, True)])
def test_home_tells_the_month_s_median_only_of_enough_waits(
    answers: int, shown: bool, client: Client, clock: Any, say: Say
) -> None:
    clock.set(datetime(2026, 11, 21, 5, tzinfo=UTC))
    questions = [stories.ask(make_citizen()) for _ in range(answers)]
    clock.advance(days=3, hours=1)
    for question in questions:
        assert question.post is not None
        judge(question.post.revisions[0], Outcome.APPROVE)
        stories.publish(stories.submitted_reply(question, make_staff()))
    page = client.get("/")

    # Three days and an hour are not "within three days".
    for words in (
        "This month half of the replies came within %(time)s.",
        "This month half of them waited less than %(time)s.",
    ):
        assert (say(words, time="4 ngày") in page) is shown


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_explaining_pages_can_be_read_by_everybody(app: Flask, lang: str) -> None:
    client = Client(app)
    client.choose_language(lang)
    pages = [client.get(address) for address in TEXTS]

    assert len({page.h1 for page in pages}) == len(TEXTS)
    assert not [form for page in pages for form in page.forms if form.method == "post"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_authority_fills_its_contact(
    make_app: Callable[..., Flask], client: Client, say: Say
) -> None:
    empty = say("The authority has not entered its address, telephone number and office hours yet.")
    assert empty in client.get("/lien-he")

    other = make_app(SITE_CONTACT="Số 1 đường A\nĐiện thoại: 0000 000 000")
    page = Client(other).get("/lien-he")

    assert "Số 1 đường A" in page and empty not in page
