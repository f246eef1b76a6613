"""Coming back to a closed account whose password was forgotten, or which stood open elsewhere."""

from __future__ import annotations

import re

from flask import Flask

from forum.accounts import service
from forum.accounts.lifecycle import AccountState
from forum.accounts.models import Person
from forum.accounts.queries.recovery import sheet_to_show, shown
from forum.accounts.service.recovery import new_sheet
from forum.core import clock
from forum.core.db import commit, db
from tests.accounts.codes import NEW, Drain, make_paper, regain
from tests.factories.people import PASSWORD, make_citizen
from tests.fixtures.smtp import Mailbox
from tests.page import Client, Page

BACK = "/dang-nhap/mo-lai"


def test_a_recovery_code_leads_to_the_question_whether_to_open_it(client: Client) -> None:
    person = make_citizen()
    new_sheet(person)
    code = shown(sheet_to_show(person)[0])
    service.close_account(person, with_texts=False, seated=False)
    commit()
    opens_again(regain(client, person.username, code), person)


def test_so_does_a_paper_code_that_was_handed_over_after_closing(client: Client) -> None:
    person = make_citizen()
    service.close_account(person, with_texts=False, seated=False)
    commit()
    opens_again(regain(client, person.username, make_paper(person)), person)


def test_so_does_a_link_that_was_mailed_after_closing(
    app: Flask, client: Client, smtp: Mailbox, drain_outbox: Drain
) -> None:
    app.config["FORUM_URL"] = "https://forum.example.org"
    person = make_citizen()
    person.email, person.email_confirmed_at = "mai@example.org", clock.now()
    service.close_account(person, with_texts=False, seated=False)
    commit()
    drain_outbox()
    smtp.clear()  # of the mail that tells of the closing
    client.get("/quen-mat-khau").submit(name=person.username)
    drain_outbox()
    [mail] = smtp.messages
    found = re.search(r"/quen-mat-khau/dat-lai/\S+", mail.get_body(("plain",)).get_content())
    assert found
    opens_again(client.get(found[0]).submit(password=NEW), person)


def opens_again(page: Page, person: Person) -> None:
    """The new password leads to the question, and its button into the account."""
    page = page.submit(username=person.username, password=NEW)
    assert page.url == BACK
    page.submit(BACK)
    db.session.expire_all()
    assert person.state is AccountState.ACTIVE


def test_the_page_that_asks_leads_on_and_asks_once(client: Client) -> None:
    person = make_citizen()
    service.close_account(person, with_texts=True, seated=False)
    commit()
    page = client.get("/dang-nhap?next=/ban-nhap").submit(
        username=person.username, password=PASSWORD
    )
    form = page.form(BACK)
    assert form.submit().url == "/ban-nhap"
    service.close_account(person, with_texts=True, seated=False)
    commit()
    assert form.submit().url == "/dang-nhap"  # what was asked then was answered then
    db.session.expire_all()
    assert person.state is AccountState.CLOSED


def test_nobody_is_asked_who_did_not_close(client: Client) -> None:
    person = make_citizen()
    client.get("/dang-nhap").submit(username=person.username, password=PASSWORD)
    assert client.get(BACK).url != BACK
