"""A guest who left an address with a letter ends the mails about it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from forum.core.db import db
from forum.notifications.leaving import leave_path, leave_receipt_path
from forum.notifications.receipts import mails_go
from forum.notifications.wishes import wishes_of
from forum.official.lifecycle import Visibility
from forum.official.models import Question
from forum.threads.models import Receipt
from tests.factories.people import make_citizen, make_staff
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories
from tests.page import Client

Drain = Callable[[], int]
Say = Callable[..., str]
ORIGIN = "https://forum.example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def letter(contact: str = "khach@example.org") -> Question:
    return stories.ask(visibility=Visibility.PRIVATE, contact=contact)


def answer(question: Question) -> None:
    stories.publish(stories.submitted_reply(question, make_staff()))


def goes(receipt_id: int) -> bool:
    db.session.rollback()
    return mails_go(db.session.get_one(Receipt, receipt_id))


def test_the_mail_carries_a_link_that_ends_such_mails_and_no_other_choice(
    app: Flask, smtp: Mailbox, drain_outbox: Drain, say: Say
) -> None:
    app.config["FORUM_URL"] = ORIGIN
    question = letter()
    answer(question)
    drain_outbox()

    (mail,) = smtp.to("khach@example.org")
    link = ORIGIN + leave_receipt_path(question.receipt_id)
    assert mail["List-Unsubscribe"] == f"<{link}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None and link in body.get_content()
        assert say("Choose which mails come") not in body.get_content()


def test_after_one_click_no_mail_comes_about_this_letter(
    client: Client, smtp: Mailbox, drain_outbox: Drain
) -> None:
    quiet, other = letter(), letter("khac@example.org")
    for _ in range(2):
        client.post(leave_receipt_path(quiet.receipt_id), ONE_CLICK, status=200, follow=False)
    assert (goes(quiet.receipt_id), goes(other.receipt_id)) == (False, True)
    answer(quiet)
    answer(other)
    drain_outbox()
    assert smtp.to("khach@example.org") == []
    assert len(smtp.to("khac@example.org")) == 1


def test_opening_the_link_ends_nothing_and_the_button_does(client: Client, say: Say) -> None:
    receipt_id = letter().receipt_id
    page = client.get(leave_receipt_path(receipt_id))
    assert page.h1 == say("End these mails?") and goes(receipt_id)

    page = page.submit(urlsplit(page.url).path)
    assert page.steps and page.h1 == say("These mails no longer come")
    assert not goes(receipt_id)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_not_made_here_gets_a_clear_page(
    client: Client, say: Say, method: str
) -> None:
    receipt_id = letter().receipt_id
    for path in (leave_receipt_path(receipt_id)[:-1], leave_receipt_path(receipt_id + 1)):
        page = getattr(client, method)(path, status=404)
        assert page.h1 == say("This link is not complete")
    assert goes(receipt_id)


def test_a_link_of_an_account_ends_no_letters_mails_and_the_other_way_round(
    client: Client,
) -> None:
    person, receipt_id = make_citizen(), letter().receipt_id
    before = wishes_of(person.id)
    client.post(leave_receipt_path(receipt_id), ONE_CLICK)
    assert wishes_of(person.id) == before
    second = letter().receipt_id
    client.post(leave_path(person.id, "own"), ONE_CLICK)
    assert goes(second)
