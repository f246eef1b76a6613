"""Getting back in with a code on paper."""

from __future__ import annotations

import contextvars
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts import service
from forum.accounts.models import Person, RecoveryCode, SignIn
from forum.audit.models import AuditRow
from forum.core.codes import ALPHABET, check_character
from forum.core.db import db
from tests.accounts.codes import (
    NEW,
    WORDS,
    AsPerson,
    Drain,
    codes_on,
    has_password,
    make_paper,
    make_sheet,
    regain,
    statements,
)
from tests.factories.people import PASSWORD, make_citizen, make_moderator
from tests.fixtures.site import Clock
from tests.page import Client


def test_a_new_account_gets_eight_codes_before_it_goes_on(client: Client) -> None:
    page = client.get("/dang-ky", query={"next": "/quy-che"})
    page = page.submit(username="lothimai", password=PASSWORD)
    codes = codes_on(page)
    assert len(set(codes)) == 8 and codes_on(client.get("/tai-khoan/ma-khoi-phuc")) == codes
    assert page.submit("/da-cat").url == "/quy-che"
    assert codes_on(client.get("/tai-khoan/ma-khoi-phuc")) == []


def test_codes_are_shown_for_half_an_hour_at_most(
    client: Client, as_person: AsPerson, clock: Clock
) -> None:
    person = make_citizen()
    make_sheet(person)
    browser = as_person(person)
    assert len(codes_on(browser.get("/tai-khoan/ma-khoi-phuc"))) == 8
    clock.advance(minutes=31)
    assert codes_on(browser.get("/tai-khoan/ma-khoi-phuc")) == []
    service.forget_old_codes()
    db.session.commit()
    nonces = db.session.scalars(sa.select(RecoveryCode.nonce)).all()
    assert nonces == [None] * 8


def test_the_database_holds_no_code(client: Client) -> None:
    codes = make_sheet(make_citizen())
    hashes = db.session.scalars(sa.select(RecoveryCode.code_hash)).all()
    plain = [code.replace("-", "") for code in codes]
    assert all(len(stored) == 64 for stored in hashes)
    assert not any(code in stored.upper() for code in plain for stored in hashes)


def test_each_code_opens_once_and_ends_every_sign_in(client: Client, as_person: AsPerson) -> None:
    person = make_citizen()
    first, second, *_rest = make_sheet(person)
    browser = as_person(person)
    page = regain(client, person.username.upper(), f" {first.lower()} ")
    assert page.url == "/dang-nhap" and has_password(person, NEW)
    assert browser.get("/tai-khoan").url.startswith("/dang-nhap")
    assert regain(client, person.username, first, WORDS).url == "/quen-mat-khau/ma"
    assert not has_password(person, WORDS)
    regain(client, person.username, second, WORDS)
    assert has_password(person, WORDS)


def test_a_new_set_makes_the_old_one_void_and_needs_the_password(
    client: Client, as_person: AsPerson, say: Callable[..., str]
) -> None:
    person = make_citizen()
    old = make_sheet(person)[0]
    browser = as_person(person)
    browser.get("/tai-khoan/ma-khoi-phuc").submit("/da-cat")
    page = browser.get("/tai-khoan/ma-khoi-phuc").submit(old_password="không phải câu này")
    assert say("The present password is not right.") in page
    page = browser.get("/tai-khoan/ma-khoi-phuc").submit(old_password=PASSWORD)
    assert len(codes_on(page)) == 8 and old not in codes_on(page)
    regain(client, person.username, old)
    assert has_password(person, PASSWORD)


def test_wrong_name_wrong_code_and_used_code_look_the_same(client: Client) -> None:
    person, other = make_citizen(), make_citizen()
    used, fresh, *_rest = make_sheet(person)
    regain(client, person.username, used)
    tries = [("khongcoai", fresh), (other.username, fresh), (person.username, used)]
    texts = {
        regain(client, name, code, WORDS).text.replace(name, "").replace(code, "")
        for name, code in tries
    }
    assert len(texts) == 1
    assert not has_password(person, WORDS) and not has_password(other, WORDS)


def test_a_name_that_exists_asks_the_database_no_more_than_another(client: Client) -> None:
    names, code = (make_citizen().username, "khongcoai"), make_sheet(make_citizen())[0]
    regain(client, "truocdo", code)
    known, unknown = (
        statements(lambda name=name: regain(client, name, code))  # type: ignore[misc]
        for name in names
    )
    assert known == unknown


def test_a_misspelt_code_is_told_apart_and_nothing_is_lost(
    client: Client, say: Callable[..., str]
) -> None:
    person = make_citizen()
    code = make_sheet(person)[0]
    wrong = next(c for c in ALPHABET if c != code[0]) + code[1:]
    assert check_character(wrong.replace("-", "")[:8]) != wrong[-1]
    page = regain(client, person.username, wrong)
    assert page.form("/ma").values["code"] == wrong
    assert page.form("/ma").values["username"] == person.username


def test_guessing_the_code_of_one_account_is_stopped(client: Client) -> None:
    for _ in range(10):
        regain(client, "khongcoai", "2222-22222")
    page = client.get("/quen-mat-khau/ma")
    page.submit(username="KhongCoAi", code="2222-22222", password=NEW, status=429)


@pytest.mark.parametrize("made", ["sheet", "paper"])
def test_the_owner_is_told_and_no_code_stands_in_notices_or_in_the_audit_table(
    client: Client, as_person: AsPerson, drain_outbox: Drain, made: str, say: Callable[..., str]
) -> None:
    person = make_citizen()
    code = make_sheet(person)[0] if made == "sheet" else make_paper(person)
    regain(client, person.username, code)
    drain_outbox()
    browser = as_person(person)
    page = browser.get("/thong-bao")
    assert "mật khẩu mới" in page or "new password" in page
    assert code not in page.text
    rows = db.session.scalars(sa.select(AuditRow)).all()
    assert any(row.act == "regain_by_code" and row.detail == {"kind": made} for row in rows)
    assert not any(code in str(row.detail) for row in rows)


def test_a_closed_account_stays_closed(client: Client) -> None:
    person = make_citizen()
    code = make_sheet(person)[0]
    db.session.execute(sa.update(Person).values(state="closed"))
    page = regain(client, person.username, code)
    page.submit(username=person.username, password=NEW)  # the password is new, the door is closed
    db.session.expire_all()
    assert person.state == "closed"
    assert db.session.scalars(sa.select(SignIn)).all() == []


def test_who_runs_the_server_prints_codes_for_an_account_with_duties(
    app: Flask, client: Client
) -> None:
    person = make_moderator()
    arguments = ["users", "recovery-codes", person.username]
    runner = app.test_cli_runner()
    codes = contextvars.Context().run(runner.invoke, args=arguments).stdout.split()
    assert len(codes) == 8
    assert regain(client, person.username, codes[7]).url == "/dang-nhap"
    assert has_password(person, NEW)
