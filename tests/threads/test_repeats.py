"""Who sends nearly the same words twice within minutes is asked first; nothing is refused."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core import clock as clock_of_the_forum
from forum.core.db import db
from forum.threads import service
from forum.threads.models import Revision, Thread
from forum.threads.repeats import LATELY, LOOKED_AT, alike, earlier_like, gist
from tests.factories.people import make_citizen
from tests.factories.threads import make_category, make_pending_reply, make_thread
from tests.fixtures.site import Clock
from tests.page import Client, Page

TEXT = "Bản tôi có một cây cầu treo đã hỏng hai tháng, bà con qua suối rất khó khăn khi mưa lũ về."
NEARLY = TEXT.replace("bà con", "Bà con").upper() + " Ạ!"
OTHER = "Con tôi học lớp bốn ở điểm trường bản trên, mùa đông các cháu thiếu áo ấm và chăn bông."
AsPerson = Callable[..., Client]


def texts() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Revision)) or 0


def send(client: Client, thread: Thread, body: str) -> Page:
    form = client.get(f"/chu-de/{thread.id}/tra-loi").form(having=("body",))
    rules = {"accept_rules": "y"} if "accept_rules" in form.controls else {}
    return form.submit(body=body, **rules)


def after(author: Person, body: str, thread: Thread | None = None) -> Thread:
    """The author has just sent ``body``; the thread it stands in."""
    return make_pending_reply(author, thread=thread, body=body).post.thread


@pytest.mark.parametrize("again", [TEXT, NEARLY, f"> Ai đó đã viết:\n> {OTHER}\n\n{TEXT}"])
def test_the_same_words_ask_first_and_go_out_when_meant(
    app: Flask, as_person: AsPerson, say: Callable[..., str], again: str
) -> None:
    author = make_citizen()
    thread, before = after(author, TEXT), texts()

    page = send(as_person(author), thread, again)

    assert texts() == before
    assert (
        say("You sent nearly the same text a few minutes ago. Nothing has been sent now.") in page
    )
    assert any("/bai/" in href and "Bản tôi có" in words for words, href in page.links)
    form = page.form(having=("body", "confirm_repeat"))
    assert form.values["body"].strip() == again
    form.submit(confirm_repeat="1")
    assert texts() == before + 1


def test_the_same_words_in_another_thread_ask_too(app: Flask, as_person: AsPerson) -> None:
    author = make_citizen()
    after(author, TEXT)
    other, before = make_thread(), texts()

    send(as_person(author), other, TEXT).form(having=("confirm_repeat",))

    assert texts() == before


def test_a_few_words_may_be_said_in_two_threads_but_not_twice_in_one(
    app: Flask, as_person: AsPerson
) -> None:
    author, agreed = make_citizen(), "Tôi cũng đồng ý."
    first, other = after(author, agreed), make_thread()
    client, before = as_person(author), texts()

    send(client, other, agreed)
    assert texts() == before + 1
    send(client, first, agreed).form(having=("confirm_repeat",))
    assert texts() == before + 1


def test_other_words_other_people_and_earlier_hours_are_not_asked_about(
    app: Flask, as_person: AsPerson, clock: Clock
) -> None:
    author, neighbour = make_citizen(), make_citizen()
    thread, before = after(author, TEXT), texts()

    send(as_person(author), thread, OTHER)
    send(as_person(neighbour), thread, TEXT)
    clock.advance(minutes=11)
    send(as_person(author), thread, TEXT)

    assert texts() == before + 3


def test_another_number_is_another_matter(app: Flask, as_person: AsPerson) -> None:
    author, told = make_citizen(), "Hộ số 12 ở bản tôi đến nay vẫn chưa nhận được tiền hỗ trợ nhà."
    thread, before = after(author, told), texts()

    send(as_person(author), thread, told.replace("12", "15"))

    assert texts() == before + 1


def test_a_text_that_was_taken_back_may_be_sent_again(app: Flask) -> None:
    author = make_citizen()
    revision = make_pending_reply(author, body=TEXT)
    service.withdraw(author, revision)
    db.session.commit()

    assert earlier_like(author, TEXT, thread_id=revision.post.thread_id) is None


def test_a_thread_and_a_question_are_compared_with_their_titles(
    app: Flask, as_person: AsPerson
) -> None:
    author, category = make_citizen(), make_category()
    client = as_person(author)
    fields = {"category": category.slug, "title": "Cầu treo hỏng", "body": TEXT}
    client.get("/chu-de/moi").form(having=("body",)).submit(accept_rules="y", **fields)
    before = texts()

    page = client.get("/chu-de/moi").form(having=("body",)).submit(**fields)
    question = client.get("/hoi-dap/gui").form(having=("body",))

    assert page.form(having=("confirm_repeat",)).values["title"] == "Cầu treo hỏng"
    question.submit(body=TEXT).form(having=("confirm_repeat",))
    assert texts() == before
    question.submit(body=TEXT, visibility="private").form(having=("confirm_repeat",))
    assert texts() == before


def test_six_of_the_longest_texts_are_compared_in_two_milliseconds() -> None:
    words = [f"{one}{two}" for one in "abcdeghiklmnopqrstuvxy" * 9 for two in OTHER.split()]
    longest = [" ".join(words[start:])[:10_000] for start in range(LOOKED_AT + 1)]

    spent = []
    for _ in range(20):
        begun = time.process_time()
        first, *others = [gist(text) for text in longest]
        assert all(alike(first, other) for other in others)
        spent.append(time.process_time() - begun)

    assert {len(text) for text in longest} == {10_000}
    assert min(spent) < 0.002


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_earlier_texts_are_found_by_an_index(app: Flask) -> None:
    query = LATELY.params(author=1, since=clock_of_the_forum.now())
    text = query.compile(db.engine, compile_kwargs={"literal_binds": True})

    plan = str(db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {text}")).all())

    assert "ix_post_author_created" in plan
    assert "SCAN" not in plan
