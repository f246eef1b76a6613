"""A post quoted in a reply."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.moderation.lifecycle import Outcome
from forum.threads.quotes import QUOTED, quote
from tests.factories.moderation import show_or_hide
from tests.factories.people import make_citizen
from tests.factories.threads import make_pending_reply, make_post
from tests.page import Client

AsPerson = Callable[..., Client]


def test_a_post_is_quoted_in_the_reply(as_person: AsPerson) -> None:
    post = make_post(make_citizen("Lò Thị Mai"), body="Giếng cạn rồi.")
    reader = as_person(make_citizen())
    page = reader.get(f"/bai/{post.id}")
    page = next(
        reader.get(href) for _text, href in page.links if href.endswith(f"?trich={post.id}")
    )
    body = page.form(having=("body",)).values["body"]
    assert "> Giếng cạn rồi." in body and f"](/bai/{post.id})" in body and "Lò Thị Mai" in body


def test_what_only_some_may_read_is_not_quoted(as_person: AsPerson) -> None:
    post = make_post(body="DẤU-KÍN")
    show_or_hide(post, Outcome.HIDE)
    page = as_person(make_citizen()).get(f"/chu-de/{post.thread_id}/tra-loi?trich={post.id}")
    assert "DẤU-KÍN" not in page.html


@pytest.mark.usefixtures("app")
def test_waiting_and_unknown_posts_are_not_quoted() -> None:
    assert quote(make_pending_reply().post_id) == ""
    assert quote(77) == ""


def test_a_long_text_is_quoted_in_part_and_every_line_is_marked(app: Flask) -> None:
    post = make_post(body="Dòng một.\n\n" + "từ " * 400)
    with app.test_request_context():
        lines = quote(post.id).rstrip("\n").split("\n")
    assert all(line.startswith(">") for line in lines)
    assert "> Dòng một." in lines
    assert len("".join(lines)) < QUOTED + 200


def test_a_name_cannot_change_what_the_quotation_says(app: Flask) -> None:
    post = make_post(make_citizen("[x](http://la.vn) *A*"))
    with app.test_request_context():
        head = quote(post.id).split("\n")[0]
    assert r"\[x\]\(http://la.vn\) \*A\*" in head
