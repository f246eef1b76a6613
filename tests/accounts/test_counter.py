"""Staff help somebody who stands before them: a paper code, confirmation in person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.accounts import service
from forum.accounts.actors import Guest, System
from forum.accounts.lifecycle import CodeKind, Role
from forum.accounts.models import Person, RecoveryCode
from forum.accounts.queries.recovery import shown
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.core.errors import RuleBroken
from forum.notifications.models import Notice
from tests.accounts.codes import (
    NEW,
    WORDS,
    AsPerson,
    Drain,
    has_password,
    make_paper,
    make_sheet,
    regain,
)
from tests.factories.people import (
    PASSWORD,
    make_administrator,
    make_citizen,
    make_moderator,
    make_staff,
)
from tests.fixtures.site import Clock
from tests.page import Client


def test_a_paper_code_is_printed_once_and_recorded_with_who_whom_and_why(
    client: Client, as_person: AsPerson, drain_outbox: Drain
) -> None:
    person, officer = make_citizen(), make_staff()
    browser = as_person(officer)
    page = browser.get("/can-bo/ma-giay").submit(
        username=person.username, recognised="document", reason="Quên mật khẩu"
    )
    (row,) = db.session.scalars(sa.select(RecoveryCode)).all()
    assert shown(row) in page and person.username in page
    assert (row.person_id, row.made_by_id, row.reason) == (person.id, officer.id, "Quên mật khẩu")
    act = db.session.scalars(sa.select(AuditRow).where(AuditRow.act == "hand_over_paper")).one()
    assert (act.actor_id, act.detail["person_id"]) == (officer.id, person.id)
    as_person(make_staff()).get(page.url, status=404)
    drain_outbox()
    assert db.session.scalars(sa.select(Notice)).one().person_id == person.id
    assert "Quên mật khẩu" in as_person(person).get("/thong-bao")


def test_a_paper_code_ends_after_a_week(client: Client, clock: Clock) -> None:
    person = make_citizen()
    code = make_paper(person)
    clock.advance(days=7, minutes=1)
    regain(client, person.username, code)
    assert has_password(person, PASSWORD)


def test_a_later_paper_code_replaces_the_earlier_one(client: Client) -> None:
    person, officer = make_citizen(), make_staff()
    first, second = make_paper(person, officer), make_paper(person, officer)
    regain(client, person.username, first)
    assert has_password(person, PASSWORD)
    regain(client, person.username, second)
    assert has_password(person, NEW)


def test_getting_in_by_another_way_ends_the_paper_code(client: Client) -> None:
    person = make_citizen()
    code, paper = make_sheet(person)[0], make_paper(person)
    regain(client, person.username, code)
    regain(client, person.username, paper, WORDS)
    assert has_password(person, NEW)


@pytest.mark.parametrize("make", [make_moderator, make_staff, make_administrator])
def test_accounts_with_duties_get_no_paper_code(
    client: Client, as_person: AsPerson, make: Callable[[], Person]
) -> None:
    page = (
        as_person(make_staff())
        .get("/can-bo/ma-giay")
        .submit(username=make().username, recognised="known", reason="Quên mật khẩu")
    )
    assert page.url == "/can-bo/ma-giay"
    assert page.form("/ma-giay").values["reason"] == "Quên mật khẩu"
    papers = sa.select(RecoveryCode).where(RecoveryCode.kind == CodeKind.PAPER)
    assert db.session.scalars(papers).all() == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.STAFF, Role.MODERATOR])
def test_a_role_ends_the_paper_code_that_was_handed_over_before(client: Client, role: Role) -> None:
    person = make_citizen()
    code = make_paper(person)
    service.open_grant(make_administrator(), person, role=role)
    db.session.commit()
    regain(client, person.username, code)
    assert has_password(person, PASSWORD)
    service.close_grants(System(), person, role=role)
    db.session.commit()
    regain(client, person.username, code, WORDS)
    assert has_password(person, PASSWORD)


def test_a_paper_code_opens_no_account_with_duties(client: Client) -> None:
    person = make_citizen()
    code = make_paper(person)
    service.open_grant(System(), person, role=Role.STAFF)
    still = sa.update(RecoveryCode).where(RecoveryCode.person_id == person.id)
    db.session.execute(still.values(ended_at=None))
    db.session.commit()
    regain(client, person.username, code)
    assert has_password(person, PASSWORD)


def test_nobody_makes_a_paper_code_for_the_own_account(client: Client) -> None:
    officer = make_staff()
    with pytest.raises(RuleBroken):
        make_paper(officer, officer)


@pytest.mark.parametrize(
    ("make", "status"),
    [(make_citizen, 403), (make_moderator, 403), (make_staff, 200), (make_administrator, 200)],
)
def test_only_staff_and_administrators_stand_at_the_counter(
    client: Client, as_person: AsPerson, make: Callable[[], Person], status: int
) -> None:
    browser = as_person(make())
    for url in ("/can-bo/ma-giay", "/can-bo/xac-nhan"):
        browser.get(url, status=status)


def test_an_officer_confirms_somebody_else_once(
    client: Client, as_person: AsPerson, drain_outbox: Drain
) -> None:
    person = service.register(Guest(), username="lovansinh", display_name="", password=PASSWORD)
    db.session.commit()
    browser = as_person(make_staff())
    for _ in range(2):
        page = browser.get("/can-bo/xac-nhan")
        page.submit(username="lovansinh", recognised="witness")
    db.session.expire_all()
    assert db.session.get_one(Person, person.id).confirmed_at is not None
    query = sa.select(AuditRow).where(AuditRow.act == "confirm_in_person")
    assert db.session.scalars(query).one().detail == {"recognised": "witness"}
    drain_outbox()
    assert db.session.scalars(sa.select(Notice)).one().person_id == person.id
