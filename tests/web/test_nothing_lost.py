"""Whatever goes wrong with a form, the page that says so brings the text back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import SignIn
from forum.core import clock
from forum.core.db import db
from forum.threads.models import Post, Revision
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.page import Client, Page

TEXT = "Bản tôi có một cây cầu treo đã hỏng hai tháng."


def kept(page: Page) -> str:
    """What stands in the text areas of the page, where the person sees it."""
    return "\n".join(area.text for area in page.find_all("textarea"))


def posts() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Revision)) or 0


def send_bytes(browser: Client, thread_id: int, fields: dict[str, Any]) -> Page:
    """The form as bytes on the wire, which need not be text."""
    return browser.post(
        f"/chu-de/{thread_id}/tra-loi",
        urlencode(fields).encode(),
        content_type="application/x-www-form-urlencoded",
    )


def sign_out_everywhere() -> None:
    db.session.execute(sa.update(SignIn).values(ended_at=clock.now()))
    db.session.commit()


def test_a_dead_session_keeps_the_text_and_sends_it_after_signing_in(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    person, thread = make_citizen(), make_thread()
    browser = as_person(person)
    form = browser.get(f"/chu-de/{thread.id}/tra-loi").form(having=("body",))
    before = posts()
    sign_out_everywhere()
    page = form.submit(body=TEXT, accept_rules="y", status=401)
    assert TEXT in kept(page)
    assert posts() == before

    again = as_person(person)  # signed in on another page of the same browser
    browser.http.set_cookie("forum_signin", again.http.get_cookie("forum_signin").value)
    page.submit("/tra-loi", body=TEXT)
    assert posts() == before + 1


@pytest.mark.parametrize("token", [None, "", "x", "ImZhbHNlIg.fake.fake"])
def test_a_form_without_a_good_token_keeps_the_text(
    app: Flask, as_person: Callable[..., Client], token: str | None
) -> None:
    thread, browser = make_thread(), as_person(make_citizen())
    data = {"body": TEXT, "accept_rules": "y"}
    if token is not None:
        data["csrf_token"] = token
    before = posts()
    page = browser.post(f"/chu-de/{thread.id}/tra-loi", data, status=400)
    assert TEXT in kept(page)
    assert posts() == before
    page.submit("/tra-loi", body=TEXT)
    assert posts() == before + 1


def test_a_stale_edit_is_a_conflict_that_keeps_the_text(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    author = make_citizen()
    thread = make_thread(author)
    post = db.session.scalars(sa.select(Post).where(Post.thread_id == thread.id)).one()
    here, there = as_person(author), as_person(author)
    first = here.get(f"/bai/{post.id}/sua").form(having=("body", "seen_version"))
    second = there.get(f"/bai/{post.id}/sua").form(having=("body", "seen_version"))
    first.submit(body="Lời thứ nhất.")
    page = second.submit(body=TEXT, status=409)
    assert TEXT in kept(page)
    newest = sa.select(Revision.source).order_by(Revision.id.desc()).limit(1)
    assert db.session.scalar(newest) == "Lời thứ nhất."


def test_the_same_form_sent_twice_is_one_post_and_one_answer(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    thread, browser = make_thread(), as_person(make_citizen())
    form = browser.get(f"/chu-de/{thread.id}/tra-loi").form(having=("body",))
    before = posts()
    answers = [form.submit(body=TEXT, accept_rules="y", follow=False) for _ in range(3)]
    assert posts() == before + 1
    assert len({answer.headers["Location"] for answer in answers}) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("", "empty"),
        ("   \n\t ", "empty"),
        ("\u200b\u3164 \u2800\ufe0f", "empty"),
        ("chữ " * 3000, "long"),
        ("chữ\x00cái", "unreadable"),
        (b"ch\xff\xfe\xed\xa0\x80i", "unreadable"),
    ],
    ids=["empty", "blank", "unseen", "too long", "NUL", "no UTF-8"],
)
def test_a_text_that_cannot_be_taken_comes_back_with_a_reason(
    app: Flask, as_person: Callable[..., Client], body: Any, field: str
) -> None:
    thread, browser = make_thread(), as_person(make_citizen())
    data = browser.get(f"/chu-de/{thread.id}/tra-loi").form(having=("body",)).values
    before = posts()
    page = send_bytes(browser, thread.id, {**data, "body": body, "accept_rules": "y"})
    assert 'id="body-error"' in page.html
    assert posts() == before
    if field == "long":
        assert kept(page).count("chữ") == 3000


def test_a_lone_surrogate_never_reaches_the_database(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    thread, browser = make_thread(), as_person(make_citizen())
    data = browser.get(f"/chu-de/{thread.id}/tra-loi").form(having=("body",)).values
    sent = {**data, "body": "chữ \ud83d cái".encode("utf-8", "surrogatepass"), "accept_rules": "y"}
    assert 'id="body-error"' in send_bytes(browser, thread.id, sent).html


def test_a_body_too_large_is_refused_at_once(app: Flask, as_person: Callable[..., Client]) -> None:
    thread, browser = make_thread(), as_person(make_citizen())
    page = browser.post(f"/chu-de/{thread.id}/tra-loi", {"body": "x" * 1_200_000}, status=413)
    assert page.h1
