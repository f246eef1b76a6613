"""Mails end with one click, by RFC 8058: without signing in, and without another mail."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from forum.accounts.models import Person
from forum.cli.leftovers import leftovers
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.notifications.leaving import ALL_DIGESTS, leave_path
from forum.notifications.lifecycle import DEFAULTS, Channel, Matter
from forum.notifications.wishes import wish, wishes_of
from tests.accounts.test_leaving import delete
from tests.factories.moderation import judge
from tests.factories.people import make_citizen
from tests.factories.threads import make_pending_thread
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories
from tests.page import Client

Drain = Callable[[], int]
Say = Callable[..., str]
ORIGIN = "https://dien-dan-doi-thoai-cong-tac-dan-toc.so-dan-toc-ton-giao.example.org"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def channel(person: Person, matter: Matter) -> Channel:
    db.session.rollback()
    return wishes_of(person.id)[matter]


def test_a_mail_carries_the_headers_and_its_link_whole(
    app: Flask, smtp: Mailbox, drain_outbox: Drain
) -> None:
    app.config["FORUM_URL"] = ORIGIN
    author = stories.with_mail(make_citizen())
    judge(make_pending_thread(author), Outcome.APPROVE)
    drain_outbox()

    (mail,) = smtp.messages
    assert mail["List-Unsubscribe"] == f"<{ORIGIN}{leave_path(author.id, 'own')}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # As it came over the line: folded and encoded, no mail program would know it.
    assert dict(mail.raw_items())["List-Unsubscribe"] == f"<{ORIGIN}{leave_path(author.id, 'own')}>"
    body = mail.get_body(("plain",))
    assert body is not None and leave_path(author.id, "own") in body.get_content()


def test_without_https_no_single_click_is_promised(
    app: Flask, smtp: Mailbox, drain_outbox: Drain
) -> None:
    app.config["FORUM_URL"] = "http://forum.example.org"
    judge(make_pending_thread(stories.with_mail(make_citizen())), Outcome.APPROVE)
    drain_outbox()

    (mail,) = smtp.messages
    assert mail["List-Unsubscribe"].startswith("<http://forum.example.org/thong-bao/huy/")
    assert "List-Unsubscribe-Post" not in mail


def test_one_click_of_a_mail_program_ends_the_mails_however_often(client: Client) -> None:
    person = make_citizen()
    for _ in range(2):
        page = client.post(leave_path(person.id, "own"), ONE_CLICK, status=200, follow=False)
        assert page.status == 200 and not page.steps

    assert wishes_of(person.id) == {**DEFAULTS, Matter.OWN: Channel.INBOX}


def test_the_click_needs_no_cookie_and_no_token_of_a_form(app: Flask) -> None:
    person = make_citizen()
    response = app.test_client(use_cookies=False).post(
        leave_path(person.id, "own"),
        data="List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 200
    assert channel(person, Matter.OWN) is Channel.INBOX


def test_opening_the_link_ends_nothing_and_the_button_does(client: Client, say: Say) -> None:
    person = make_citizen()
    page = client.get(leave_path(person.id, "answers"))
    assert page.h1 == say("End these mails?") and say("Answers to your questions") in page
    assert channel(person, Matter.ANSWERS) is Channel.AT_ONCE

    page = page.submit(urlsplit(page.url).path)
    assert page.steps and page.h1 == say("These mails no longer come")
    assert channel(person, Matter.ANSWERS) is Channel.INBOX


def test_the_link_of_a_digest_ends_every_digest_and_nothing_else(client: Client) -> None:
    person = make_citizen()
    wish(person, wished={Matter.MENTIONS: Channel.WEEKLY})
    client.post(leave_path(person.id, ALL_DIGESTS), ONE_CLICK)

    left = dict.fromkeys([Matter.FOLLOWED, Matter.DUTIES, Matter.MENTIONS], Channel.INBOX)
    db.session.rollback()
    assert wishes_of(person.id) == {**DEFAULTS, **left}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda _: "1"])
def test_a_link_that_was_not_made_here_gets_a_clear_page(
    method: str, change: Callable[[str], str], client: Client, say: Say
) -> None:
    person = make_citizen()
    head, _, token = leave_path(person.id, "own").rpartition("/")
    page = getattr(client, method)(f"{head}/{change(token)}", status=404)

    assert page.h1 == say("This link is not complete")
    assert wishes_of(person.id) == DEFAULTS


def test_after_deletion_nothing_is_written_and_no_mail_is_said_to_come(
    client: Client, say: Say
) -> None:
    person = make_citizen()
    delete(person)
    for what in ("own", ALL_DIGESTS):
        page = client.get(leave_path(person.id, what))
        assert page.h1 == say("These mails no longer come")
        client.post(leave_path(person.id, what), ONE_CLICK, status=200, follow=False)

    db.session.rollback()
    assert wishes_of(person.id) == DEFAULTS and list(leftovers()) == []


def test_nobodys_mails_are_ended_by_another_persons_link(client: Client) -> None:
    one, other = make_citizen(), make_citizen()
    client.post(leave_path(one.id, "own"), ONE_CLICK)

    assert wishes_of(other.id) == DEFAULTS
