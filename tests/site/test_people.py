"""People: found by name, given and denied roles with a reason, never by themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.lifecycle import AccountState, Role, Scope
from forum.accounts.models import AccountAct, Grant, Person
from forum.accounts.service import standing
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.core.errors import Forbidden
from tests.factories.official import make_agency
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]
HERE = "/quan-tri/nguoi-dung"
WHY = "Ông/bà đã gửi quảng cáo nhiều lần."


def act(page: Page, word: str, reason: str = WHY, status: int = 200) -> Page:
    return page.form("/trang-thai").submit(act=word, reason=reason, status=status)


@pytest.mark.parametrize("address", [HERE, f"{HERE}/1", f"{HERE}/vai-tro/1"])
def test_only_administrators_look_at_people(
    app: Flask, client: Client, as_person: AsPerson, address: str
) -> None:
    assert "/dang-nhap" in client.get(address).url
    for person in (make_citizen(), make_staff(), make_moderator()):
        as_person(person).get(address, status=403)
    as_person(make_administrator()).get(address)


@pytest.mark.parametrize("typed", ["lò thị", "lo thi", "LÒ", "xa.lang"])
def test_people_are_found_by_the_beginning_of_either_name(
    app: Flask, as_person: AsPerson, typed: str
) -> None:
    make_citizen("Lò Thị Mai", username="xa.lang12")
    make_citizen("Vàng A Lò", username="khac99")

    page = as_person(make_administrator()).get(HERE, query={"q": typed})

    assert "Lò Thị Mai" in page and "Vàng A Lò" not in page


@pytest.mark.parametrize("typed", ["%", "_", "!!!", "x" * 81, "\x00"])
def test_odd_letters_find_nobody_or_everybody_but_break_nothing(
    app: Flask, as_person: AsPerson, typed: str
) -> None:
    make_citizen("Lò Thị Mai", username="xa.lang12")

    browser = as_person(make_administrator())
    browser.typed = typed
    browser.get(HERE, query={"q": typed, "sau": "a-b-c", "role": "king"})


def test_a_long_list_is_read_page_by_page(app: Flask, as_person: AsPerson) -> None:
    for number in range(60):
        make_citizen(f"Nhân {number:02d}")
    browser = as_person(make_administrator())

    first = browser.get(HERE, query={"q": "nhân"})
    second = first.click("Trang sau")

    names = [link for link, _href in first.links + second.links if link.startswith("Nhân ")]
    assert sorted(names) == [f"Nhân {number:02d}" for number in range(60)]


def test_contacts_are_shown_only_with_a_reason_and_the_owner_is_told(
    app: Flask, as_person: AsPerson, drain_outbox: Callable[[], int], say: Say
) -> None:
    person = make_citizen("Lò Thị Mai")
    person.email, person.phone = "mai@vidu.vn", "0900000001"
    browser, other = as_person(make_administrator()), as_person(make_administrator())
    page = browser.get(f"{HERE}/{person.id}")
    assert "mai@vidu.vn" not in page.html

    shown = act(page, "contact", "Gọi lại về đơn của bà.")

    assert "mai@vidu.vn" in shown and "0900000001" in shown
    assert "mai@vidu.vn" not in other.get(f"{HERE}/{person.id}").html
    drain_outbox()
    inbox = as_person(person).get("/thong-bao")
    assert say("An administrator looked at your e-mail address and telephone number.") in inbox
    assert "Gọi lại về đơn của bà." in inbox


def test_a_suspended_account_reads_its_reason_and_writes_again_when_restored(
    app: Flask, as_person: AsPerson, drain_outbox: Callable[[], int], say: Say
) -> None:
    person, browser = make_citizen("Lò Thị Mai"), as_person(make_administrator())

    page = act(browser.get(f"{HERE}/{person.id}"), "suspend")
    drain_outbox()

    db.session.expire_all()
    assert person.state is AccountState.SUSPENDED
    inbox = as_person(person).get("/thong-bao")
    assert say("Your account was suspended: you can read, but not write.") in inbox
    assert WHY in inbox

    act(page, "restore", "Ông/bà đã giải thích.")
    drain_outbox()
    db.session.expire_all()
    assert person.state is AccountState.ACTIVE
    assert say("Your account is open again: you can write.") in as_person(person).get("/thong-bao")


def test_without_a_reason_nothing_is_done(app: Flask, as_person: AsPerson) -> None:
    person = make_citizen()

    page = act(as_person(make_administrator()).get(f"{HERE}/{person.id}"), "suspend", " ")

    assert 'id="reason-error"' in page.html
    db.session.expire_all()
    assert person.state is AccountState.ACTIVE


def test_of_two_administrators_the_second_is_told(app: Flask, as_person: AsPerson) -> None:
    person = make_citizen()
    pages = [as_person(make_administrator()).get(f"{HERE}/{person.id}") for _ in range(2)]
    act(pages[0], "suspend")

    late = act(pages[1], "suspend", "Lý do thứ hai", status=409)

    assert "Lý do thứ hai" in late.html
    assert db.session.scalar(sa.select(sa.func.count(AccountAct.id))) == 1


def test_all_sign_ins_end(app: Flask, as_person: AsPerson) -> None:
    person = make_citizen()
    theirs = as_person(person)
    theirs.get("/tai-khoan")

    act(as_person(make_administrator()).get(f"{HERE}/{person.id}"), "sign_out")

    assert "/dang-nhap" in theirs.get("/tai-khoan").url


def test_a_role_is_given_for_one_office_and_withdrawn_with_reasons(
    app: Flask, as_person: AsPerson, drain_outbox: Callable[[], int], say: Say
) -> None:
    person, agency = make_citizen("Hà Văn Tám"), make_agency("Phòng Chính sách")
    browser = as_person(make_administrator())

    page = browser.get(f"{HERE}/{person.id}").submit(
        "/vai-tro", role="staff", agency=str(agency.id), reason="Quyết định phân công"
    )

    assert "Phòng Chính sách" in page and "Quyết định phân công" in page
    grant = db.session.scalars(sa.select(Grant).where(Grant.role == Role.STAFF)).one()
    assert (grant.person_id, grant.scope, grant.scope_id) == (person.id, Scope.AGENCY, agency.id)

    ended = browser.get(f"{HERE}/vai-tro/{grant.id}").submit(reason="Chuyển công tác")

    assert "Chuyển công tác" in ended
    db.session.expire_all()
    assert grant.closed_at is not None
    drain_outbox()
    inbox = as_person(person).get("/thong-bao")
    assert say("Your account was given another role.") in inbox
    assert say("A role was taken from your account.") in inbox
    acts = db.session.scalars(sa.select(AuditRow.act).where(AuditRow.thing_id == person.id))
    assert {"open_grant", "close_grant"} <= set(acts)


@pytest.mark.parametrize(
    ("role", "scoped", "field"), [("staff", False, "role"), ("moderator", True, "agency")]
)
def test_a_grant_that_makes_no_sense_is_refused_with_its_text_kept(
    app: Flask, as_person: AsPerson, role: str, scoped: bool, field: str
) -> None:
    person, agency = make_staff(), make_agency()

    page = (
        as_person(make_administrator())
        .get(f"{HERE}/{person.id}")
        .submit("/vai-tro", role=role, agency=str(agency.id) if scoped else "", reason=WHY)
    )

    assert f'id="{field}-error"' in page.html and WHY in page.html


def test_a_withdrawn_role_is_not_withdrawn_twice(app: Flask, as_person: AsPerson) -> None:
    person = make_moderator()
    grant = next(one for one in person.grants if one.role is Role.MODERATOR)
    pages = [as_person(make_administrator()).get(f"{HERE}/vai-tro/{grant.id}") for _ in range(2)]
    pages[0].submit(reason=WHY)

    pages[1].submit(reason=WHY, status=409)


def test_a_member_stays_a_member(app: Flask, as_person: AsPerson, say: Say) -> None:
    (grant,) = make_citizen().grants

    page = as_person(make_administrator()).get(f"{HERE}/vai-tro/{grant.id}").submit(reason=WHY)

    assert say("A member stays a member: suspend the account instead.") in page and WHY in page
    db.session.expire_all()
    assert grant.closed_at is None


def test_nobody_changes_the_own_account(app: Flask, as_person: AsPerson, say: Say) -> None:
    me = make_administrator()
    grant = next(one for one in me.grants if one.role is Role.ADMINISTRATOR)

    page = as_person(me).get(f"{HERE}/{me.id}")

    assert say("This is your own account.") in page
    assert all("/nguoi-dung/" not in form.action for form in page.forms)
    with pytest.raises(Forbidden):
        standing.take_role(me, grant, reason=WHY)
    with pytest.raises(Forbidden):
        standing.suspend(me, me, reason=WHY)


def test_the_history_tells_acts_and_no_text(app: Flask, as_person: AsPerson, say: Say) -> None:
    person: Person = make_citizen("Lò Thị Mai")

    page = as_person(make_administrator()).get(f"{HERE}/{person.id}")

    assert say("Made an account") in page
