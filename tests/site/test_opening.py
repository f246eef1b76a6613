"""From an empty installation to an open forum: an administrator does every line for real."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from forum.accounts.actors import System
from forum.accounts.policy import is_moderator
from forum.accounts.queries import person_named
from forum.board.queries import boards
from forum.core.db import db
from forum.core.errors import Conflict, RuleBroken
from forum.site import service
from forum.site.opening import Line, open_lines
from forum.site.queries import the_site
from tests.cli.conftest import Command, command  # noqa: F401 (a fixture)
from tests.factories.people import make_administrator, make_citizen
from tests.fixtures.site import Clock
from tests.fixtures.smtp import Mailbox
from tests.page import Client
from tests.site.test_nameplate import BAND, WORDS

AsPerson = Callable[..., Client]
Drain = Callable[[], int]
Say = Callable[..., str]
LIST = "/quan-tri/mo-cua"
ALL = ["rules", "board", "deciders", "owner", "contacts", "mail", "backup", "categories"]


def lacking(app: Flask) -> list[str]:
    """The keys of the lines at which something is missing."""
    db.session.expire_all()
    return [state.line.key for state in open_lines(app.extensions["forum.opening"])]


def issue_rules(browser: Client) -> None:
    browser.get("/quan-tri/quy-che").submit(
        "/quy-che", decision="12/QĐ-MẪU", decided_on="2026-01-05", signer="Giám đốc Sở mẫu"
    )


def seat(browser: Client, key: str, **fields: str) -> None:
    seats = {seat.key: seat.id for board in boards() for seat in board.seats}
    wanted = {"position": "Chuyên viên", "seat": str(seats[key]), **fields}
    browser.get("/quan-tri/ban-dieu-hanh").submit("/ban-dieu-hanh", **wanted)


def seat_board(browser: Client) -> None:
    for number, key in enumerate(("chair", "member", "member")):
        account = make_citizen()
        name = f"Người mẫu {number}"
        seat(browser, key, name=name, account=account.username, reviews="y")
    browser.get("/quan-tri/ban-dieu-hanh").submit(
        "/quyet-dinh", decision_number="7/QĐ-MẪU", decision_date="2026-01-05"
    )


def test_a_new_installation_has_only_its_category(app: Flask) -> None:
    assert lacking(app) == ALL[:-1]


def test_every_line_is_done_and_then_the_forum_opens(
    app: Flask,
    client: Client,
    as_person: AsPerson,
    command: Command,  # noqa: F811
    drain_outbox: Drain,
    smtp: Mailbox,
    say: Say,
    tmp_path: Path,
) -> None:
    browser = as_person(make_administrator())
    browser.typed = "12/QĐ-MẪU"
    issue_rules(browser)
    assert lacking(app) == ["board", "deciders", "owner", "contacts", "mail", "backup"]

    seat_board(browser)
    assert lacking(app) == ["deciders", "owner", "contacts", "mail", "backup"]
    for name in ("can_bo_mot", "can_bo_hai"):
        words = ("--display-name", name, "--password-stdin")
        made = app.test_cli_runner().invoke(
            args=["users", "create", name, "--role", "staff", *words], input="một câu dài\n"
        )
        assert made.exit_code == 0, made.output
    assert lacking(app) == ["owner", "contacts", "mail", "backup"]

    browser.get("/quan-tri/thiet-lap").submit("/thiet-lap", **WORDS)
    assert lacking(app) == ["mail", "backup"]

    page = browser.get(LIST).submit("/thu-dien-tu", address="kiem-tra@example.org")
    assert "kiem-tra@example.org" in page and lacking(app) == ["mail", "backup"]
    drain_outbox()
    (mail,) = smtp.to("kiem-tra@example.org")
    assert mail["Subject"] == say("Test mail: mail works")
    assert lacking(app) == ["backup"]

    refused = browser.get(LIST)
    assert [form for form in refused.forms if form.action.endswith("/mo-cua")] == []
    assert command("backup", "create", tmp_path / "saved.zip").exit_code == 0
    assert lacking(app) == []

    assert say(BAND) in client.get("/")
    page = browser.get(LIST).submit("/mo-cua")
    assert say("The forum is open to citizens.") in page
    for address in ("/", "/dang-nhap", "/quy-che"):
        public = client.get(address)
        assert say(BAND) not in public and '<meta name="robots"' not in public.html


def test_a_form_from_elsewhere_does_not_open_a_forum_that_is_not_ready(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    browser = as_person(make_administrator())
    token = browser.get(LIST).form("/thu-dien-tu").values["csrf_token"]

    page = browser.post(LIST, {"csrf_token": token, "idempotency_key": "a key"})

    assert say("The forum cannot be opened yet: something on this list is missing.") in page
    assert the_site().opened_at is None


@pytest.mark.usefixtures("app")
def test_a_mail_server_that_refuses_is_named_and_tried_again(
    as_person: AsPerson, drain_outbox: Drain, smtp: Mailbox, clock: Clock
) -> None:
    browser = as_person(make_administrator())
    smtp.answer("550 no such reader")
    browser.get(LIST).submit("/thu-dien-tu", address="kiem-tra@example.org")
    drain_outbox()
    assert "550" in browser.get(LIST) and the_site().mail_taken_at is None

    smtp.answer(None)
    clock.advance(seconds=5)
    drain_outbox()

    db.session.expire_all()
    assert the_site().mail_taken_at is not None and len(smtp.messages) == 1


def test_without_a_mail_server_the_line_says_so(
    app: Flask, as_person: AsPerson, smtp: Mailbox, drain_outbox: Drain, say: Say
) -> None:
    app.config["SMTP_URL"] = ""
    browser = as_person(make_administrator())

    page = browser.get(LIST).submit("/thu-dien-tu", address="kiem-tra@example.org")
    drain_outbox()

    assert say("No mail server is set: SMTP_URL is empty.") in page
    assert smtp.messages == [] and "mail" in lacking(app)


@pytest.mark.parametrize("typed", ["", "không phải thư", "a@b@c"])
def test_a_test_mail_needs_an_address(app: Flask, as_person: AsPerson, typed: str) -> None:
    page = as_person(make_administrator()).get(LIST).submit("/thu-dien-tu", address=typed)

    assert 'id="address-error"' in page.html
    assert page.form("/thu-dien-tu").values["address"] == typed


def test_what_becomes_undone_shows_again(app: Flask, as_person: AsPerson, say: Say) -> None:
    browser = as_person(make_administrator())
    seat_board(browser)
    assert "board" not in lacking(app)

    member = boards()[0].seats[0].terms[0]
    browser.get("/quan-tri/ban-dieu-hanh").submit(f"/{member.id}/ket-thuc")

    assert "board" in lacking(app)
    assert say("The seat of the chair is vacant.") in browser.get(LIST)


def test_the_right_to_review_comes_with_a_seat_and_ends_with_the_last(
    app: Flask, as_person: AsPerson
) -> None:
    browser, account = as_person(make_administrator()), make_citizen()
    for key in ("chair", "member"):
        seat(browser, key, name="Bà Mẫu", account=account.username, reviews="y")
    terms = [term.id for seat_ in boards()[0].seats for term in seat_.terms]

    rights = []
    for term in terms:
        db.session.expire_all()
        rights.append(is_moderator(person_named(account.username)))  # type: ignore[arg-type]
        browser.get("/quan-tri/ban-dieu-hanh").submit(f"/{term}/ket-thuc")
    db.session.expire_all()

    assert rights == [True, True]
    assert not is_moderator(person_named(account.username))  # type: ignore[arg-type]


@pytest.mark.usefixtures("app")
def test_the_service_asks_the_list_itself() -> None:
    never = Line("never", "Never.", lambda: "missing", "/")

    with pytest.raises(RuleBroken):
        service.open_to_citizens(make_administrator(), the_site(), lines=[never])


@pytest.mark.usefixtures("app")
def test_sample_data_is_never_opened_to_citizens() -> None:
    service.describe_site(System(), the_site(), words={}, sample=True)

    with pytest.raises(RuleBroken):
        service.open_to_citizens(make_administrator(), the_site(), lines=[])


@pytest.mark.usefixtures("app")
def test_a_forum_is_opened_once() -> None:
    administrator = make_administrator()
    service.open_to_citizens(administrator, the_site(), lines=[])

    with pytest.raises(Conflict):
        service.open_to_citizens(administrator, the_site(), lines=[])
