"""Coming by an invitation: once, in time, with the role it was given for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask

from forum.accounts import service
from forum.accounts.actors import System
from forum.accounts.lifecycle import Role
from forum.accounts.models import Grant, Invitation, Person
from forum.accounts.queries import person_named
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.places.service import set_agency
from tests.accounts.codes import codes_on
from tests.factories.people import PASSWORD, make_administrator, make_moderator
from tests.fixtures.smtp import Mailbox
from tests.page import Client, Page

As = Callable[..., Client]
HERE = "/quan-tri/loi-moi"


def invite(desk: Client, role: str = "staff", agency: str = "") -> str:
    """The link's path, as it stands on the page once."""
    page = desk.get(HERE).submit(role=role, agency=agency, note="Sùng A Páo, phòng chính sách")
    found = re.search(r"/loi-moi/[\w-]{40,}", page.text)
    assert found, page
    return found[0]


def accept(client: Client, link: str, **more: Any) -> Page:
    wanted = {"username": "sungapao", "display_name": "Sùng A Páo", "password": PASSWORD}
    return client.get(link).submit(**{**wanted, **more})


def test_the_invited_person_has_the_role_for_the_office(client: Client, as_person: As) -> None:
    agency = set_agency(System(), key="phong", name="Phòng Chính sách")
    db.session.commit()
    desk = as_person(make_administrator())
    link = invite(desk, agency=str(agency.id))
    assert "Phòng Chính sách" in client.get(link)
    page = accept(client, link)
    assert len(codes_on(page)) == 8
    assert page.submit("/da-cat").url == "/"
    person = person_named("sungapao")
    assert person is not None
    assert person.confirmed_at is not None
    grant = db.session.scalars(
        sa.select(Grant).where(Grant.person_id == person.id, Grant.role == Role.STAFF)
    ).one()
    assert (grant.scope_id, grant.opened_by_id) == (agency.id, desk.person.id)
    assert client.get("/can-bo/hoi-dap").url == "/can-bo/hoi-dap"


def test_the_link_is_shown_once_and_stored_nowhere(as_person: As) -> None:
    desk = as_person(make_administrator())
    token = invite(desk).split("/")[-1]
    assert token not in desk.get(HERE).html
    row = db.session.scalars(sa.select(Invitation)).one()
    assert token not in str(vars(row))
    acts = db.session.execute(sa.select(AuditRow.act, AuditRow.detail)).all()
    assert "invite" in {act.act for act in acts}
    assert token not in str(acts)


def test_it_opens_once(client: Client, as_person: As) -> None:
    link = invite(as_person(make_administrator()))
    accept(client, link)
    Client(client.app).get(link, status=422)


def test_it_opens_for_seven_days(client: Client, as_person: As, clock: Any) -> None:
    link = invite(as_person(make_administrator()))
    clock.advance(days=7, minutes=1)
    client.get(link, status=422)


def test_a_withdrawn_one_and_an_invented_one_open_nothing(client: Client, as_person: As) -> None:
    desk = as_person(make_administrator())
    link = invite(desk)
    desk.get(HERE).submit("/thu-hoi")
    client.get(link, status=422)
    client.get("/loi-moi/khong-co-loi-moi-nay", status=404)


def test_it_is_worth_no_more_than_who_gave_it(client: Client, as_person: As) -> None:
    giver = make_administrator()
    link = invite(as_person(giver))
    service.close_grants(System(), giver, role=Role.ADMINISTRATOR)
    client.get(link, status=422)


def test_a_taken_name_is_told_and_the_invitation_stays_open(client: Client, as_person: As) -> None:
    taken = make_moderator()
    link = invite(as_person(make_administrator()))
    page = accept(client, link, username=taken.username)
    assert page.form(having=("username",)).values["display_name"] == "Sùng A Páo"
    assert codes_on(accept(client, link))


def test_a_name_like_an_office_is_refused_as_at_registration(client: Client, as_person: As) -> None:
    set_agency(System(), key="phong", name="Phòng Chính sách")
    db.session.commit()
    link = invite(as_person(make_administrator()))
    for name in ("Ban điều hành", "Phòng Chính sách"):
        page = accept(client, link, display_name=name)
        assert page.form(having=("username",)).values["display_name"] == name
    assert person_named("sungapao") is None


def test_only_administrators_invite(as_person: As) -> None:
    as_person(make_moderator()).get(HERE, status=403)
    people = db.session.scalar(sa.select(sa.func.count()).select_from(Person))
    assert people == 1


def test_with_an_address_the_link_is_mailed_too(
    app: Flask, as_person: As, drain_outbox: Callable[[], int], smtp: Mailbox
) -> None:
    desk = as_person(make_administrator())
    assert not desk.get(HERE).find_all("input", name="address")  # no links without FORUM_URL
    app.config["FORUM_URL"] = "https://forum.example.org"
    page = desk.get(HERE).submit(role="staff", agency="", note="Páo", address="pao@example.org")
    link = re.search(r"https://forum.example.org/loi-moi/[\w-]{40,}", page.text)
    assert link
    drain_outbox()
    [mail] = smtp.messages
    assert mail["To"] == "pao@example.org"
    assert link[0] in mail.get_body(("plain",)).get_content()
    accept(Client(app), link[0].removeprefix("https://forum.example.org"))
    row = db.session.scalars(sa.select(Invitation)).one()
    assert (row.address, row.nonce) == (None, None)


def test_nothing_is_mailed_once_it_was_withdrawn(
    app: Flask, as_person: As, drain_outbox: Callable[[], int], smtp: Mailbox
) -> None:
    app.config["FORUM_URL"] = "https://forum.example.org"
    desk = as_person(make_administrator())
    page = desk.get(HERE).submit(role="staff", agency="", note="Páo", address="pao@example.org")
    page.submit("/thu-hoi")
    drain_outbox()
    assert smtp.messages == []
