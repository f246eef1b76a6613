"""Following a question: the receipt is its sender's alone, the code forgives and tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.settings import secret
from forum.official.lifecycle import Visibility
from forum.threads.receipts import ALPHABET, code_of, printed
from tests.factories.official import LETTER, make_question
from tests.factories.people import make_citizen, make_staff
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def send(client: Client, **fields: object) -> Page:
    values = {"body": LETTER, "accept_rules": "y", **fields}
    return client.get("/hoi-dap/gui").submit("/hoi-dap/gui", **values)


def test_a_receipt_is_nobody_elses(app: Flask, client: Client, as_person: AsPerson) -> None:
    url = send(client, visibility="private").url

    assert client.get(url).status == 200
    Client(app).get(url, status=404)
    as_person(make_citizen()).get(url, status=404)
    as_person(make_staff()).get(url, status=404)
    closed = client.get(url).submit("/theo-doi/dong")
    assert closed.url.endswith("/theo-doi")
    client.get(url, status=404)


@one_database
def test_a_misspelt_code_is_told_from_an_unknown_one(app: Flask, client: Client, say: Say) -> None:
    question = make_question(visibility=Visibility.PRIVATE)
    code = code_of(question.receipt.nonce, secret())
    wrong = ALPHABET[(ALPHABET.index(code[3]) + 1) % 32]
    unknown = code_of(b"another", secret())

    page = client.get("/theo-doi").submit(code=code[:3] + wrong + code[4:])
    assert "XXXX" not in page and say("Tracking code") in page
    assert page.find_all("p", **{"class": "field-error"})
    misspelt = page.text
    page = client.get("/theo-doi").submit(code=printed(unknown))
    assert say("No letter belongs to this code. Please compare it with your receipt.") in page
    assert page.text != misspelt
    page = client.get("/theo-doi").submit(code=f"{code[:2]} {code[2:].lower()}")
    assert page.h1 == say("Receipt of your question")


@one_database
def test_a_member_finds_own_letters_again(app: Flask, as_person: AsPerson, say: Say) -> None:
    member = make_citizen()
    make_question(member, visibility=Visibility.PRIVATE)

    page = as_person(member).get("/theo-doi").click("Nhà tôi ở bản xa")

    assert page.h1 == say("Receipt of your question")
    assert "Nhà tôi" not in as_person(make_citizen()).get("/theo-doi")


def test_a_guest_withdraws_before_publication_and_the_office_no_longer_waits(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    page = send(client)

    page = page.submit("/rut")

    assert "Nhà tôi" not in as_person(make_staff()).get("/can-bo/hoi-dap")
