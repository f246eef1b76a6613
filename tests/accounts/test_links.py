"""Links by mail: a new password, and that an address is the person's."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import MailKey, Person
from forum.accounts.passwords import matches
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.outbox.models import FactRow
from tests.accounts.codes import statements
from tests.factories.people import (
    PASSWORD,
    make_administrator,
    make_citizen,
    make_moderator,
    make_staff,
)
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.notifications.stories import with_mail
from tests.page import Client, Page

AsPerson = Callable[[Person], Client]
Drain = Callable[[], int]
NEW = "gà trống gáy lúc canh năm"
ORIGIN = "https://forum.example.org"


@pytest.fixture
def mailing(app: Flask, smtp: Mailbox) -> Mailbox:
    """The forum knows its address, so links can be sent."""
    app.config["FORUM_URL"] = ORIGIN
    return smtp


def ask(client: Client, name: str) -> Page:
    return client.get("/quen-mat-khau").submit(name=name)


def links(mailbox: Mailbox) -> list[str]:
    """The path of every link that was mailed, oldest first."""
    found = []
    for mail in mailbox.messages:
        plain = mail.get_body(("plain",)).get_content()
        found += re.findall(rf"{ORIGIN}(/(?:quen-mat-khau/dat-lai|xac-nhan-thu)/\S+)", plain)
    return found


def person_now(person: Person) -> Person:
    db.session.expire_all()
    return db.session.get_one(Person, person.id)


@pytest.mark.parametrize("by", ["name", "address", "ADDRESS"])
def test_a_link_comes_by_mail_and_sets_the_password_once(
    client: Client, as_person: AsPerson, mailing: Mailbox, drain_outbox: Drain, by: str
) -> None:
    person = with_mail(make_citizen())
    elsewhere = as_person(person)
    typed = {"name": person.username, "address": person.email, "ADDRESS": person.email.upper()}
    ask(client, typed[by] or "")
    drain_outbox()
    (link,) = links(mailing)
    page = client.get(link)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    page = page.submit(password=NEW)
    assert page.url == "/dang-nhap"
    assert matches(person_now(person).password_hash, NEW)
    assert elsewhere.get("/tai-khoan").url.startswith("/dang-nhap")
    client.get(link, status=410)
    client.post(link, {"password": "một câu thứ ba nữa"}, status=400)


def test_every_name_gets_the_same_answer(client: Client, mailing: Mailbox) -> None:
    with_, without = with_mail(make_citizen()), make_citizen()
    names = [with_.username, without.username, "khongcoai", "khong@co.ai", make_staff().username]
    texts = {ask(client, name).text for name in names}
    assert len(texts) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(MailKey)) == len(names)


def test_a_name_that_exists_asks_the_database_no_more_than_another(
    client: Client, mailing: Mailbox
) -> None:
    names = (with_mail(make_citizen()).username, "khongcoai")
    ask(client, "truocdo")
    known, unknown = (
        statements(lambda name=name: ask(client, name))  # type: ignore[misc]
        for name in names
    )
    assert known == unknown


@pytest.mark.parametrize("make", [make_moderator, make_staff, make_administrator])
def test_accounts_with_duties_get_no_link(
    client: Client, mailing: Mailbox, drain_outbox: Drain, make: Callable[[], Person]
) -> None:
    ask(client, with_mail(make()).username)
    drain_outbox()
    assert links(mailing) == []


def test_a_family_that_shares_an_address_gets_a_link_for_each_account(
    client: Client, mailing: Mailbox, drain_outbox: Drain
) -> None:
    people = [make_citizen(), make_citizen()]
    for person in people:
        person.email = "nha@example.org"
    db.session.commit()
    ask(client, "nha@example.org")
    drain_outbox()
    bodies = " ".join(mail.get_body(("plain",)).get_content() for mail in mailing.messages)
    assert len(links(mailing)) == 2 and all(person.username in bodies for person in people)


def test_a_link_ends_after_half_an_hour(
    client: Client, mailing: Mailbox, drain_outbox: Drain, clock: Clock
) -> None:
    person = with_mail(make_citizen())
    ask(client, person.username)
    drain_outbox()
    clock.advance(minutes=31)
    client.get(links(mailing)[0], status=410)


def test_a_link_ends_when_the_password_or_the_address_changes(
    client: Client, as_person: AsPerson, mailing: Mailbox, drain_outbox: Drain
) -> None:
    first, second = with_mail(make_citizen()), with_mail(make_citizen())
    for person in (first, second):
        ask(client, person.username)
    drain_outbox()
    by_first, by_second = links(mailing)
    as_person(first).get("/tai-khoan/mat-khau").submit(old_password=PASSWORD, password=NEW)
    as_person(second).get("/tai-khoan/thu-dien-tu").submit(
        email="moi@example.org", old_password=PASSWORD
    )
    client.get(by_first, status=410)
    client.get(by_second, status=410)


def test_no_mailbox_is_flooded(client: Client, mailing: Mailbox) -> None:
    for _ in range(3):
        ask(client, "lothimai")
    client.get("/quen-mat-khau").submit(name="LoThiMai", status=429)


def test_a_weak_password_is_refused_and_the_link_still_opens(
    client: Client, mailing: Mailbox, drain_outbox: Drain
) -> None:
    person = with_mail(make_citizen())
    ask(client, person.username)
    drain_outbox()
    page = client.get(links(mailing)[0]).submit(password="matkhau123")
    assert page.form(having=("password",)).submit(password=NEW).url == "/dang-nhap"


def test_no_link_stands_in_a_row_or_in_the_log(
    client: Client, mailing: Mailbox, drain_outbox: Drain, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "forum")
    person = with_mail(make_citizen())
    ask(client, person.username)
    drain_outbox()
    token = links(mailing)[0].rsplit("/", 1)[1]
    written = [str(row.payload) for row in db.session.scalars(sa.select(FactRow))]
    written += [str(row.detail) for row in db.session.scalars(sa.select(AuditRow))]
    written += [row.token_hash for row in db.session.scalars(sa.select(MailKey))]
    assert written and not any(token in text for text in [*written, caplog.text])


def test_where_no_mail_can_be_sent_the_page_does_not_offer_it(client: Client) -> None:
    assert not client.get("/quen-mat-khau").find_all("input", name="name")


def test_an_address_is_confirmed_by_a_button_behind_the_link(
    client: Client, as_person: AsPerson, mailing: Mailbox, drain_outbox: Drain
) -> None:
    person = make_citizen()
    browser = as_person(person)
    browser.get("/tai-khoan/thu-dien-tu").submit(email="mai@example.org", old_password=PASSWORD)
    drain_outbox()
    (link,) = links(mailing)
    page = client.get(link)
    assert person_now(person).email_confirmed_at is None
    page.form(link).submit()
    assert person_now(person).email_confirmed_at is not None
    client.get(link, status=410)


def test_another_address_is_not_confirmed_and_the_same_one_stays_so(
    client: Client, as_person: AsPerson, mailing: Mailbox, drain_outbox: Drain
) -> None:
    person = with_mail(make_citizen())
    browser = as_person(person)
    browser.get("/tai-khoan").submit("/xac-nhan")
    drain_outbox()
    link = links(mailing)[0]
    client.get(link).form(link).submit()
    page = browser.get("/tai-khoan/thu-dien-tu").submit(old_password=PASSWORD)
    assert page.url == "/tai-khoan" and person_now(person).email_confirmed_at is not None
    browser.get("/tai-khoan/thu-dien-tu").submit(email="moi@example.org", old_password=PASSWORD)
    assert person_now(person).email != "moi@example.org"


def test_the_address_is_changed_with_the_password_alone(
    client: Client, as_person: AsPerson
) -> None:
    person = with_mail(make_citizen())
    page = as_person(person).get("/tai-khoan/thu-dien-tu")
    page = page.submit(email="moi@example.org", old_password="không phải câu này")
    assert page.form("/thu-dien-tu").values["email"] == "moi@example.org"
    assert person_now(person).email == person.email != "moi@example.org"


def test_registering_with_an_address_sends_the_link(
    client: Client, mailing: Mailbox, drain_outbox: Drain
) -> None:
    client.get("/dang-ky").submit(username="lothimai", password=PASSWORD, email="mai@example.org")
    drain_outbox()
    assert [link.split("/")[1] for link in links(mailing)] == ["xac-nhan-thu"]
