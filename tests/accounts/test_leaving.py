"""Closing the own account, coming back, and deleting it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum import wiring
from forum.accounts import service
from forum.accounts.actors import System
from forum.accounts.lifecycle import AccountState, Role
from forum.accounts.models import Closing, Grant, Person
from forum.accounts.names import DELETED
from forum.accounts.queries import person_named
from forum.accounts.service import standing
from forum.audit.models import AuditRow
from forum.board.models import Seat
from forum.board.service import end_term, seat_person
from forum.core import clock as now
from forum.core.db import commit, db
from forum.core.errors import Conflict, RuleBroken
from forum.threads.policy import may_reply
from forum.wiring import erasing
from tests.accounts.test_second_step import code_now, switch_on
from tests.factories.people import (
    PASSWORD,
    make_administrator,
    make_citizen,
    make_person,
)
from tests.factories.threads import make_post
from tests.fixtures.site import Clock
from tests.page import Client, Page

As = Callable[..., Client]
Say = Callable[..., str]
HERE, BACK = "/tai-khoan/xoa", "/dang-nhap/mo-lai"


def close(client: Client) -> Page:
    return client.get(HERE).submit(HERE, way="close")


def sign_in(client: Client, person: Person) -> Page:
    return client.get("/dang-nhap").submit(username=person.username, password=PASSWORD)


def state_of(person: Person) -> AccountState:
    db.session.expire_all()
    return person.state


def delete(person: Person, *, with_texts: bool = False) -> None:
    erasers = wiring.ERASERS.values()
    service.delete_account(person, with_texts=with_texts, seated=False, erasers=erasers)
    commit()


def test_a_closed_account_is_left_everywhere_and_keeps_its_name(
    client: Client, as_person: As
) -> None:
    post = make_post(make_citizen("Lò Thị Mai"))
    person = db.session.get_one(Person, post.author_id)
    here, there = as_person(person), as_person(person)
    close(here)
    assert there.get(HERE).url.startswith("/dang-nhap")
    assert here.get("/tai-khoan").url.startswith("/dang-nhap")
    assert not may_reply(person, post.thread)
    assert "Lò Thị Mai" in client.get(f"/bai/{post.id}")


def test_its_owner_opens_it_again_at_the_door(client: Client, as_person: As, say: Say) -> None:
    person = make_citizen()
    close(as_person(person))
    page = sign_in(client, person)
    assert page.url == BACK and say("This account is closed") == page.h1
    assert client.get("/tai-khoan").url.startswith("/dang-nhap")
    page = page.submit(BACK)
    assert say("Your account is open again.") in page
    assert client.get("/tai-khoan").status == 200
    assert state_of(person) is AccountState.ACTIVE
    assert db.session.scalars(sa.select(Closing)).all() == []


def test_nobody_opens_it_without_the_password(client: Client, as_person: As) -> None:
    person = make_citizen()
    close(as_person(person))
    client.get("/dang-nhap").submit(username=person.username, password="câu tôi nhớ nhầm")
    assert client.get(BACK).url == "/dang-nhap"
    assert state_of(person) is AccountState.CLOSED


def test_with_a_second_step_its_code_is_asked_for(client: Client, as_person: As) -> None:
    person = make_citizen()
    mine = as_person(person)
    letters, _spare = switch_on(mine)
    close(mine)
    page = sign_in(client, person)
    page = page.submit(BACK, code="000000")
    assert state_of(person) is AccountState.CLOSED
    page.submit(BACK, code=code_now(letters, later=1))
    assert state_of(person) is AccountState.ACTIVE


def test_a_suspension_does_not_end_by_closing_and_opening(client: Client, as_person: As) -> None:
    person = make_citizen()
    standing.suspend(make_administrator(), person, reason="Quấy rối")
    commit()
    close(as_person(person))
    sign_in(client, person).submit(BACK)
    assert state_of(person) is AccountState.SUSPENDED


def test_after_its_time_the_worker_deletes_it(
    client: Client, as_person: As, clock: Clock, app: Flask
) -> None:
    person = make_citizen("Lò Thị Mai", username="lothimai")
    close(as_person(person))
    clock.advance(days=app.config["CLOSING_DAYS"] - 1)
    erasing.delete_due()
    commit()
    assert person_named("lothimai")
    clock.advance(days=2)
    erasing.delete_due()
    commit()
    erasing.delete_due()  # finds nothing left to do
    commit()
    assert person.display_name == DELETED and person_named("lothimai") is None
    assert sign_in(client, person).url == "/dang-nhap"
    page = client.get("/dang-nhap").submit(username="lothimai", password=PASSWORD)
    assert page.url == "/dang-nhap"
    acts = db.session.scalars(sa.select(AuditRow.act).where(AuditRow.thing_id == person.id))
    assert {"close_account", "delete_account"} <= set(acts)


def test_who_comes_back_at_the_same_moment_is_told(as_person: As, clock: Clock) -> None:
    person = make_citizen()
    close(as_person(person))
    clock.advance(days=31)
    erasing.delete_due()
    commit()
    with pytest.raises(Conflict):
        service.reopen_account(person)


def test_deleting_needs_the_box_and_is_final(client: Client, as_person: As, say: Say) -> None:
    person = make_citizen(username="lothimai")
    mine = as_person(person)
    page = mine.get(HERE).submit(HERE, way="delete")
    assert say("Please tick this box: a deleted account never comes back.") in page
    assert state_of(person) is AccountState.ACTIVE
    page = page.submit(HERE, way="delete", understood="y")
    assert say("The account is deleted. Thank you for having been here.") in page
    assert mine.get("/tai-khoan").url.startswith("/dang-nhap")
    assert person.username_key == f"deleted:{person.id}"
    page = client.get("/dang-nhap").submit(username=f"deleted:{person.id}", password="!")
    assert page.url == "/dang-nhap"


def test_pressing_the_button_twice_is_pressing_it_once(as_person: As) -> None:
    person = make_citizen()
    mine = as_person(person)
    form = mine.get(HERE).form(HERE)
    form.submit(way="delete", understood="y")
    assert form.submit(way="delete", understood="y").url == "/"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Closing)) == 1


def test_another_page_that_was_left_open_finds_nobody(as_person: As) -> None:
    person = make_citizen()
    mine, other = as_person(person), as_person(person)
    form = other.get(HERE).form(HERE)
    close(mine)
    form.submit(way="delete", understood="y", status=401)
    assert state_of(person) is AccountState.CLOSED and person.display_name != DELETED


def test_what_two_pages_ask_for_at_once_is_done_once(app: Flask) -> None:
    person = make_citizen()
    service.close_account(person, with_texts=False, seated=False)
    with pytest.raises(Conflict):
        delete(person)
    db.session.rollback()
    delete(person)
    delete(person)
    assert len(db.session.scalars(sa.select(Closing)).all()) == 1


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.STAFF, Role.ADMINISTRATOR])
def test_duties_are_given_back_first(as_person: As, say: Say, role: Role) -> None:
    person = make_person(role=role)
    service.excuse(System(), person)
    page = as_person(person).get(HERE)
    words = {
        Role.MODERATOR: "Reviewing texts",
        Role.STAFF: "Answering for an office",
        Role.ADMINISTRATOR: "Running the forum",
    }
    assert say(words[role]) in page
    assert not [form for form in page.forms if form.action.endswith(HERE)]
    with pytest.raises(RuleBroken):
        delete(person)
    db.session.rollback()
    service.close_grants(System(), person, role=role)
    delete(person)
    held = db.session.scalars(sa.select(Grant).where(Grant.person_id == person.id)).all()
    assert role in {grant.role for grant in held} and all(grant.closed_at for grant in held)


def test_a_seat_on_the_board_is_given_back_first(as_person: As, say: Say) -> None:
    person = make_citizen()
    seat = db.session.scalars(sa.select(Seat)).first()
    assert seat
    term = seat_person(
        System(), seat, name="Lò Thị Mai", position="Trưởng ban", since=now.today(), person=person
    )
    commit()
    assert say("A seat on the board") in as_person(person).get(HERE)
    end_term(System(), term)
    commit()
    assert as_person(person).get(HERE).form(HERE)


def test_who_is_given_a_role_meanwhile_does_not_leave(app: Flask) -> None:
    person, administrator = make_citizen(), make_administrator()
    assert person.roles == {Role.CITIZEN}  # read before, as a page does
    db.session.execute(
        sa.insert(Grant).values(
            person_id=person.id, role=Role.MODERATOR, scope="forum", opened_at=now.now()
        )
    )
    with pytest.raises(RuleBroken):
        delete(person)
    db.session.rollback()
    service.close_account(person, with_texts=False, seated=False)
    with pytest.raises(Conflict):
        standing._lock(person)
    assert administrator


def test_the_old_names_are_free_and_the_new_one_is_nobodys(app: Flask) -> None:
    person = make_citizen("Lò Thị Mai", username="lothimai")
    delete(person)
    service.register(System(), username="lothimai", display_name="Lò Thị Mai", password=PASSWORD)
    for name in ("Tài khoản đã xoá", "TAI KHOAN DA XOA 7"):
        with pytest.raises(RuleBroken):
            service.register(System(), username="nguoikhac", display_name=name, password=PASSWORD)
