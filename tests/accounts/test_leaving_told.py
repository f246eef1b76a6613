"""The owner is told that the account was closed: somebody may have found an open browser."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from forum.accounts.models import Person
from forum.accounts.queries.leaving import closing_of
from forum.core.db import commit
from forum.languages.domain import speaking
from forum.languages.formatting import local_date
from forum.notifications.service import tell
from forum.notifications.words import SENTENCES, Word
from forum.wiring import erasing
from tests.accounts.test_leaving import BACK, close, delete, sign_in
from tests.factories.people import make_citizen
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.notifications.stories import with_mail
from tests.page import Client

As = Callable[..., Client]
Drain = Callable[[], int]
ORIGIN = "https://forum.example.org"


def told(person: Person, word: Word) -> str:
    with speaking(person.language):
        return str(SENTENCES[word])


def body(mailbox: Mailbox) -> str:
    (mail,) = mailbox.messages
    plain = mail.get_body(("plain",))
    assert plain is not None
    return str(plain.get_content()).replace("\r\n", "\n")


def test_one_mail_says_so_and_until_when_it_can_be_opened_again(
    app: Flask, as_person: As, smtp: Mailbox, drain_outbox: Drain, clock: Clock
) -> None:
    app.config["FORUM_URL"] = ORIGIN
    person = with_mail(make_citizen())
    close(as_person(person))
    closing = closing_of(person)
    assert closing
    until = local_date(closing.due_at)
    clock.advance(hours=1)
    drain_outbox()
    said = body(smtp)
    assert smtp.messages[0]["Subject"] == told(person, Word.ACCOUNT_CLOSED)
    assert until in said and f"{ORIGIN}/dang-nhap\n" in said
    assert not smtp.messages[0]["List-Unsubscribe"]


def test_it_stands_among_the_notices_once_the_account_is_open(
    client: Client, as_person: As, drain_outbox: Drain
) -> None:
    person = make_citizen()
    close(as_person(person))
    drain_outbox()
    sign_in(client, person).submit(BACK)
    page = client.get("/thong-bao")
    assert told(person, Word.ACCOUNT_CLOSED) in page
    entry = next(url for _text, url in page.links if url.startswith("/thong-bao/"))
    assert client.get(entry).url == "/tai-khoan/dang-nhap"


def test_no_other_mail_follows_and_none_when_it_is_deleted(
    app: Flask, as_person: As, smtp: Mailbox, drain_outbox: Drain, clock: Clock
) -> None:
    closed, deleted = with_mail(make_citizen()), with_mail(make_citizen())
    close(as_person(closed))
    drain_outbox()
    smtp.clear()
    tell(closed.id, Word.ACCOUNT_CONFIRMED, closed.id)
    commit()
    drain_outbox()
    clock.advance(days=app.config["CLOSING_DAYS"] + 1)
    erasing.delete_due()
    commit()
    delete(deleted)
    drain_outbox()
    assert smtp.messages == []
