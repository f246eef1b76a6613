"""Whole stories through HTTP: from a guest's letter to the office's answer under the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from forum.core.settings import secret
from forum.threads.receipts import code_of, printed
from tests.factories.official import LETTER
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]


def send(client: Client, visibility: str, **fields: Any) -> Page:
    return client.get("/hoi-dap/gui").submit(
        "/hoi-dap/gui", body=LETTER, visibility=visibility, accept_rules="y", **fields
    )


def code_on(page: Page) -> str:
    [code] = [e.text for e in page.find_all("p") if "receipt-code" in e.attrs.get("class", "")]
    return code


def write_reply(staff: Client, say: Say) -> Page:
    page = staff.get("/can-bo/hoi-dap")
    page = page.click("Nhà tôi ở bản xa")
    page = page.submit("/tra-loi", summary="Nộp ở xã.", body="Ông/bà cần đơn.", action="save")
    return page.submit("/tra-loi", action="submit")


def test_a_guest_asks_in_private_and_reads_the_answer_with_the_code(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    page = send(client, "private", contact="0912345678")
    code = code_on(page)
    writer, approver = as_person(make_staff()), as_person(make_staff())
    write_reply(writer, say)

    page = approver.get("/can-bo/hoi-dap").click("Nộp ở xã.")
    page.submit("/tra-loi", action="publish", position="Trưởng phòng")

    elsewhere = Client(app)
    page = elsewhere.get("/theo-doi").submit(code=f" {code.lower().replace('-', ' ')} ")
    assert "Ông/bà cần đơn." in page and "Trưởng phòng" in page
    assert code not in page.url
    for public in ("/hoi-dap", "/chuyen-muc", "/"):
        assert "Nhà tôi ở bản xa" not in Client(app).get(public)


def test_a_public_question_is_read_by_the_board_then_answered_in_its_thread(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    receipt = send(client, "public")
    assert say("Waiting for review before publication") in receipt
    assert "Nhà tôi" not in client.get("/hoi-dap")

    board = as_person(make_moderator())
    queue = board.get("/duyet-bai/hang-cho").click("Nhà tôi ở bản xa")
    queue.submit(outcome="approve")
    writer, approver = as_person(make_staff()), as_person(make_staff())
    page = write_reply(writer, say)
    approver.get(page.url).submit("/tra-loi", action="approve")
    writer.get(page.url).submit("/tra-loi", action="publish")

    listed = client.get("/hoi-dap?trang-thai=da-tra-loi")
    thread = listed.click("Nhà tôi ở bản xa")
    assert say("Official reply to post no. %(number)s", number=1) in thread
    assert thread.text.count("Ông/bà cần đơn.") == 2  # the card and the office's own post
    assert "Nhà tôi" not in client.get("/hoi-dap?trang-thai=dang-xu-ly")
    assert say("Answered officially") in client.get(receipt.url)


def test_a_question_that_is_not_published_is_answered_all_the_same(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    receipt = send(client, "unnamed")
    board = as_person(make_moderator())
    board.get("/duyet-bai/hang-cho").click("Nhà tôi ở bản xa").submit(
        outcome="reject", reason="Có số điện thoại của người khác."
    )
    page = client.get(receipt.url)
    assert "Có số điện thoại của người khác." in page
    assert page.click(say("Change the text and send it again")).h1

    staff = write_reply(as_person(make_staff()), say)
    as_person(make_staff()).get(staff.url).submit("/tra-loi", action="publish")

    assert "Ông/bà cần đơn." in client.get(receipt.url)
    assert "Ông/bà cần đơn." not in Client(app).get("/hoi-dap")


def test_a_member_asks_from_an_own_post_and_finds_the_receipt_again(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    member = as_person(make_citizen("Lò Thị Mai"))
    page = member.get("/hoi-dap/gui").submit(
        "/hoi-dap/gui", body=LETTER, visibility="public", accept_rules="y"
    )

    assert say("Receipt of your question") == member.get(page.url).h1
    assert "accept_rules" not in member.get("/hoi-dap/gui").form("/hoi-dap/gui").controls


def test_the_code_is_the_one_the_secret_makes(app: Flask, client: Client) -> None:
    from forum.core.db import db
    from forum.threads.models import Receipt

    page = send(client, "private")

    receipt = db.session.query(Receipt).one()
    assert code_on(page) == printed(code_of(receipt.nonce, secret()))
    assert page.url.endswith(f"/theo-doi/phieu/{receipt.id}")
