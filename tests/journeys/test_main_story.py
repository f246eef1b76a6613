"""The main job, told through HTTP on both databases: ask, review, fix, answer, find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from forum.core.db import db
from forum.notifications.models import Notice
from forum.threads.models import Post
from tests.factories.people import PASSWORD, make_moderator, make_staff
from tests.fixtures.smtp import Mailbox
from tests.page import Client, Page

QUESTION = "Nhà tôi ở bản Huổi Lót muốn xin hỗ trợ đất sản xuất thì nộp giấy ở đâu? Gọi 0912345678."
FIXED = "Nhà tôi ở bản Huổi Lót muốn xin hỗ trợ đất sản xuất thì nộp giấy ở đâu?"


def ask(client: Client, **more: Any) -> Page:
    form = client.get("/hoi-dap/gui").form(having=("body", "visibility"))
    return form.submit(body=QUESTION, accept_rules="y", **more)


def judge(moderator: Client, outcome: str, reason: str = "") -> Page:
    """The oldest waiting text, opened from the queue and decided."""
    queue = moderator.get("/duyet-bai/hang-cho")
    href = next(href for _text, href in queue.links if href.split("/")[-1].isdecimal())
    form = moderator.get(href).form("/quyet-dinh")
    return form.submit(outcome=outcome, reason=reason)


def answer(writer: Client, approver: Client, words: str) -> None:
    """An official reply to the oldest open question, approved by another person."""
    inbox = writer.get("/can-bo/hoi-dap")
    href = next(href for _text, href in inbox.links if href.endswith("/tra-loi"))
    writer.get(href).submit(summary="Nộp tại xã.", body=words, action="submit")
    approver.get(href).submit(action="approve")
    approver.get(href).submit(action="publish")


def test_a_question_is_returned_fixed_approved_answered_and_found(
    client: Client,
    as_person: Callable[..., Client],
    drain_outbox: Callable[[], int],
    smtp: Mailbox,
    say: Callable[..., str],
) -> None:
    moderator = as_person(make_moderator())
    writer, approver = as_person(make_staff()), as_person(make_staff())
    client.get("/dang-ky").submit(
        username="lothimai", display_name="Lò Thị Mai", password=PASSWORD, email="mai@example.org"
    )

    receipt = ask(client)
    assert receipt.url.startswith("/theo-doi/phieu/")
    drain_outbox()

    judge(moderator, "return", "Xin bỏ số điện thoại trong bài.")
    drain_outbox()
    mine = client.get("/bai-cua-toi")
    assert "Xin bỏ số điện thoại trong bài." in mine
    assert say("Returned for changes") in mine
    client.get("/thong-bao")

    edit = next(href for _text, href in mine.links if href.endswith("/sua"))
    client.get(edit).form(having=("body", "seen_version")).submit(body=FIXED)
    judge(moderator, "approve")
    drain_outbox()
    post = db.session.scalars(sa.select(Post)).one()
    thread = Client(client.app).get(f"/bai/{post.id}")
    assert FIXED in thread

    answer(writer, approver, "Ông/bà nộp giấy tại trung tâm hành chính công của xã.")
    drain_outbox()
    thread = Client(client.app).get(f"/bai/{post.id}")
    assert "trung tâm hành chính công của xã" in thread
    assert say("Official reply to post no. %(number)s", number=1) in thread

    for words in ("dat san xuat huoi lot", "đất sản xuất"):
        found = Client(client.app).get("/tim-kiem", query={"q": words})
        assert any(
            f"/chu-de/{post.thread_id}" in href or f"/bai/{post.id}" in href
            for _text, href in found.links
        ), words

    told = db.session.scalar(sa.select(sa.func.count()).select_from(Notice))
    assert told
    letters = [letter for letter in smtp.messages if "mai@example.org" in str(letter["To"])]
    assert len(letters) >= 3  # returned, published, answered
    assert all("0912345678" not in letter.as_string() for letter in letters)
