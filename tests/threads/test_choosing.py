"""Posts are chosen to leave a thread, a page at a time; what the form for moving says."""

from __future__ import annotations

from flask import Flask

from forum.core.db import db
from forum.official.service import make_question
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_category, make_post, make_thread
from tests.page import Page
from tests.threads.test_arranging import AsPerson, Say, arranging, send


def further(page: Page) -> str:
    """What the button to the next page of posts sends."""
    (button,) = (one for one in page.find_all("button") if one.attrs.get("name") == "sau")
    return button.attrs["value"] or ""


def test_a_long_thread_offers_its_posts_fifty_a_page(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    thread = make_thread()
    for _ in range(52):
        make_post(thread=thread)
    page = arranging(as_person(make_moderator()), thread)
    assert len(page.form("/tach").options("posts")) == 50
    first, *_between, last = page.form("/tach").options("posts")
    page = send(page, "/tach", posts=[first], title="Cầu treo", sau=further(page))
    assert page.form("/tach").options("posts")[-1] != last
    assert page.form("/tach").values["title"] == "Cầu treo"
    assert len(page.form("/tach").options("posts")) == 2
    chosen = [int(first), int(page.form("/tach").options("posts")[0])]
    page = send(page, "/tach", posts=chosen[1:], sau="0")
    ticked = [box.attrs["value"] for box in page.find_all("input") if "checked" in box.attrs]
    assert ticked == [first]
    begun = send(page, "/tach", posts=ticked)
    assert [post.attrs["id"] for post in begun.find_all("article")] == [
        f"bai-{id_}" for id_ in chosen
    ]


def test_the_form_that_moves_a_thread_says_what_becomes_of_its_questions(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    author = make_citizen()
    thread = make_thread(author)
    board = as_person(make_moderator())
    hint = say("Questions to the offices keep the topic under which they were asked.")
    make_category()
    assert hint not in arranging(board, thread)
    make_question(author, make_post(author, thread=thread))
    db.session.commit()
    assert hint in arranging(board, thread)
