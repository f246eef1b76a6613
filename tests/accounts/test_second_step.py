"""Two-step sign-in: switched on, asked for, worked around by nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts import factor
from forum.accounts.models import Person, SpareCode
from forum.accounts.queries import sign_ins
from forum.audit.models import AuditRow
from forum.core import clock as forum_clock
from forum.core.db import db
from forum.core.settings import secret
from tests.factories.people import PASSWORD, make_administrator, make_citizen, make_staff
from tests.page import Client, Page

HERE = "/tai-khoan/xac-thuc-hai-buoc"
As = Callable[..., Client]


def letters_of(page: Page) -> str:
    """The secret as a person types it into the app."""
    return page.root.find("code").text.replace(" ", "")  # type: ignore[union-attr]


def code_now(letters: str, later: int = 0) -> str:
    return pyotp.TOTP(letters).at(forum_clock.now(), counter_offset=later)


def switch_on(client: Client) -> tuple[str, list[str]]:
    """The secret and the spare codes of whoever is signed in there."""
    page = client.get(HERE)
    letters = letters_of(page)
    shown = page.submit(HERE, code=code_now(letters))
    codes = [item.text for item in shown.find_all("li", **{"class": "code"})]
    return letters, codes


def wait_for_next_code(clock: Any) -> None:
    clock.advance(seconds=factor.SECONDS * 2)


def begin_a_step(clock: Any) -> None:
    """So that no code becomes an older one while the test runs."""
    clock.set(datetime(2027, 1, 11, 8, 0, 1, tzinfo=UTC))


def enter(client: Client, person: Person) -> Page:
    return client.get("/dang-nhap").submit(username=person.username, password=PASSWORD)


def test_it_counts_only_after_a_first_code(as_person: As) -> None:
    person = make_citizen()
    client = as_person(person)
    page = client.get(HERE).submit(HERE, code="000000")
    assert page.find_all("p", **{"class": "field-error"})
    db.session.expire_all()
    assert db.session.get_one(Person, person.id).factor_secret is None


def test_a_wrong_code_keeps_the_secret_that_the_app_has(as_person: As) -> None:
    client = as_person(make_citizen())
    first = client.get(HERE)
    assert letters_of(first.submit(HERE, code="12345x")) == letters_of(first)
    assert letters_of(client.get(HERE)) != letters_of(first)


def test_sign_in_asks_for_the_code_and_takes_each_once(
    app: Flask, as_person: As, clock: Any
) -> None:
    begin_a_step(clock)
    person = make_staff()
    letters, _codes = switch_on(as_person(person))
    client = Client(app)
    page = enter(client, person)
    assert page.url == "/dang-nhap/ma"
    assert client.http.get_cookie("forum_signin") is None
    used = page.submit(code=code_now(letters))
    assert used.url == "/dang-nhap/ma"  # the code that switched it on opens nothing again
    wait_for_next_code(clock)
    code = code_now(letters)
    assert page.submit(code=code).url == "/"
    other = Client(app)
    assert enter(other, person).submit(code=code).url == "/dang-nhap/ma"
    assert other.http.get_cookie("forum_signin") is None


@pytest.mark.parametrize("steps", [-1, 1])
def test_clocks_may_differ_by_half_a_minute(
    app: Flask, as_person: As, clock: Any, steps: int
) -> None:
    begin_a_step(clock)
    person = make_staff()
    letters, _codes = switch_on(as_person(person))
    clock.advance(seconds=factor.SECONDS * 3)
    page = enter(Client(app), person)
    assert page.submit(code=code_now(letters, 2 * steps)).url == "/dang-nhap/ma"
    assert page.submit(code=code_now(letters, steps)).url == "/"


def test_a_spare_code_opens_once_and_the_owner_is_told(
    app: Flask, as_person: As, drain_outbox: Callable[[], int], say: Callable[..., str]
) -> None:
    person = make_staff()
    home = as_person(person)
    _letters, codes = switch_on(home)
    assert len(set(codes)) == factor.SPARE_CODES
    typed = codes[3].lower().replace("-", " ")
    assert enter(Client(app), person).submit(code=typed).url == "/"
    assert enter(Client(app), person).submit(code=typed).url == "/dang-nhap/ma"
    assert sign_ins.spare_codes_left(person) == factor.SPARE_CODES - 1
    drain_outbox()
    told = say("Somebody signed in to your account with a spare code.")
    assert told in home.get("/thong-bao")


def test_the_password_alone_waits_five_minutes_at_most(
    app: Flask, as_person: As, clock: Any
) -> None:
    person = make_staff()
    letters, _codes = switch_on(as_person(person))
    page = enter(Client(app), person)
    clock.advance(minutes=6)
    assert page.submit(code=code_now(letters)).url == "/dang-nhap"


def test_a_password_changed_meanwhile_closes_the_second_page(app: Flask, as_person: As) -> None:
    person = make_staff()
    _letters, codes = switch_on(as_person(person))
    page = enter(Client(app), person)
    person.password_hash = "other"
    assert page.submit(code=codes[0]).url == "/dang-nhap"


def test_without_a_password_there_is_no_second_page(client: Client) -> None:
    assert client.get("/dang-nhap/ma").url == "/dang-nhap"


def test_guessing_codes_is_stopped(app: Flask, as_person: As) -> None:
    person = make_staff()
    switch_on(as_person(person))
    page = enter(Client(app), person)
    for _ in range(10):
        page.submit(code="000000")
    page.submit(code="000000", status=429)


def test_spare_codes_are_shown_until_they_are_kept_and_never_stored(as_person: As) -> None:
    client = as_person(make_citizen())
    _letters, codes = switch_on(client)
    again = client.get(f"{HERE}/ma-du-phong")
    assert codes[0] in again
    again.submit("/da-cat")
    assert client.get(f"{HERE}/ma-du-phong").url == HERE
    kept = [*db.session.scalars(sa.select(SpareCode.code_hash))]
    kept += [str(detail) for detail in db.session.scalars(sa.select(AuditRow.detail))]
    assert not [code for code in codes if code[:5] in " ".join(kept)]


def test_new_spare_codes_replace_the_old_ones(app: Flask, as_person: As) -> None:
    person = make_staff()
    client = as_person(person)
    _letters, old = switch_on(client)
    client.get(HERE).submit("/ma-du-phong")
    assert enter(Client(app), person).submit(code=old[0]).url == "/dang-nhap/ma"


def test_switching_on_ends_the_other_sign_ins(as_person: As) -> None:
    person = make_citizen()
    here, elsewhere = as_person(person), as_person(person)
    switch_on(here)
    assert here.get(HERE).url == HERE
    assert elsewhere.get(HERE).url.startswith("/dang-nhap")


def test_switching_off_needs_password_and_code(as_person: As, clock: Any) -> None:
    person = make_citizen()
    client = as_person(person)
    letters, _codes = switch_on(client)
    wait_for_next_code(clock)
    page = client.get(HERE)
    page.submit("/tat", old_password="không phải", code=code_now(letters))
    page.submit("/tat", old_password=PASSWORD, code="000000")
    db.session.expire_all()
    assert db.session.get_one(Person, person.id).factor_secret is not None
    page.submit("/tat", old_password=PASSWORD, code=code_now(letters))
    db.session.expire_all()
    assert db.session.get_one(Person, person.id).factor_secret is None


def test_an_administrator_takes_it_off_for_another_who_is_told(
    app: Flask, as_person: As, drain_outbox: Callable[[], int], say: Callable[..., str]
) -> None:
    person, administrator = make_staff(), make_administrator()
    theirs = as_person(person)
    switch_on(theirs)
    desk = as_person(administrator)
    page = desk.get("/quan-tri/xac-thuc-hai-buoc")
    page.submit("/xac-thuc-hai-buoc", username=administrator.username)
    page.submit("/xac-thuc-hai-buoc", username=person.username)
    assert theirs.get("/tai-khoan").url.startswith("/dang-nhap")
    client = Client(app)
    assert enter(client, person).url == "/"
    drain_outbox()
    client.person = person
    told = say("An administrator switched two-step sign-in off for your account.")
    assert told in client.get("/thong-bao")
    acts = db.session.scalars(sa.select(AuditRow.act).where(AuditRow.actor_id == administrator.id))
    assert "second_factor_taken_off" in set(acts)


def test_a_sealed_secret_opens_for_its_owner_and_key_alone(app: Flask) -> None:
    plain = factor.new_secret()
    sealed = factor.seal(plain, secret(), 7)
    assert plain not in sealed
    assert factor.unseal(sealed, secret(), 7) == plain
    assert sealed != factor.seal(plain, secret(), 7)
    changed = ("A" if sealed[30] != "A" else "B").join([sealed[:30], sealed[31:]])
    for other in (
        factor.unseal(sealed, secret(), 8),
        factor.unseal(sealed, b"another key", 7),
        factor.unseal(changed, secret(), 7),
        factor.unseal("", secret(), 7),
        factor.unseal("không phải base64", secret(), 7),
    ):
        assert other is None
