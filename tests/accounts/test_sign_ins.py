"""Own sign-ins: listed, ended; how long they last; the password asked for again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts import service
from forum.accounts.browsers import kind_of
from forum.accounts.models import Invitation, Person, SignIn
from forum.accounts.queries.sign_ins import sign_ins_of
from forum.core import clock as clock_of
from forum.core.db import db
from forum.languages.formatting import local_date
from forum.web import observations
from tests.accounts.test_second_step import code_now, enter, letters_of, switch_on
from tests.factories.people import PASSWORD, make_administrator, make_citizen, make_moderator
from tests.page import Client
from tests.security.payloads import payloads

As = Callable[..., Client]
HERE = "/tai-khoan/dang-nhap"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36"
)
INVITATIONS = "/quan-tri/loi-moi"
SECOND_STEP = "/tai-khoan/xac-thuc-hai-buoc"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (ANDROID, "Chrome, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537 Edg/126", "Edge, Windows"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_kept_by_kind_alone(sent: str, kept: str) -> None:
    assert kind_of(sent) == kept


def test_the_form_keeps_the_kind_of_browser(client: Client) -> None:
    person = make_citizen()
    client.http.environ_base["HTTP_USER_AGENT"] = ANDROID
    client.get("/dang-nhap").submit(username=person.username, password=PASSWORD)
    assert "Chrome, Android" in client.get(HERE)
    assert [row.browser for row in db.session.scalars(sa.select(SignIn))] == ["Chrome, Android"]


def test_one_sees_the_own_sign_ins_and_ends_one(as_person: As) -> None:
    person = make_citizen()
    here, there, stranger = as_person(person), as_person(person), as_person(make_citizen())
    page = here.get(HERE)
    buttons = [form for form in page.forms if form.action.endswith("/ket-thuc")]
    assert len(buttons) == 2  # the other device, and all others
    buttons[0].submit()
    assert there.get(HERE).url.startswith("/dang-nhap")
    assert here.get(HERE).url == stranger.get(HERE).url == HERE


def test_this_device_comes_first_and_each_says_when_it_ends(
    as_person: As, app: Flask, say: Callable[..., str]
) -> None:
    person = make_citizen()
    here, _there = as_person(person), as_person(person)
    ends = clock_of.now() + timedelta(days=app.config["SESSION_IDLE_DAYS"])
    rows = here.get(HERE).text.split(say("Last seen"))
    assert say("this device") in rows[0] and say("this device") not in rows[1]
    assert local_date(ends) in rows[1] and local_date(ends) in rows[2]


def test_all_others_end_at_once(as_person: As) -> None:
    person = make_citizen()
    here, *others = [as_person(person) for _ in range(3)]
    here.get(HERE).submit("/tai-khoan/dang-nhap/ket-thuc")
    assert here.get(HERE).url == HERE
    assert {other.get(HERE).url.split("?")[0] for other in others} == {"/dang-nhap"}


def test_nobody_ends_the_sign_in_of_another(as_person: As) -> None:
    mine, theirs = as_person(make_citizen()), as_person(make_citizen())
    token = mine.get("/tai-khoan").form("/dang-xuat").values["csrf_token"]
    for row in db.session.scalars(sa.select(SignIn)).all():
        if row.person_id == theirs.person.id:
            mine.post(f"{HERE}/{row.id}/ket-thuc", {"csrf_token": token}, status=404)
    assert theirs.get(HERE).url == HERE


def test_an_hour_without_a_page_ends_the_sign_in_of_who_has_duties(
    as_person: As, clock: Any
) -> None:
    moderator, citizen = as_person(make_moderator()), as_person(make_citizen())
    clock.advance(minutes=61)
    assert moderator.get(HERE).url.startswith("/dang-nhap")
    assert citizen.get(HERE).url == HERE


def test_who_reads_on_stays_until_the_day_is_over(app: Flask, as_person: As, clock: Any) -> None:
    moderator = as_person(make_moderator())
    for _ in range(14):
        clock.advance(minutes=50)
        assert moderator.get(HERE).url == HERE
        observations.flush()
    clock.advance(minutes=50)  # twelve and a half hours
    assert moderator.get(HERE).url.startswith("/dang-nhap")


def test_a_member_who_stays_away_for_a_month_is_signed_out(client: Client, clock: Any) -> None:
    enter(client, make_citizen())
    for _ in range(2):
        clock.advance(days=29)
        assert client.get(HERE).url == HERE
        observations.flush()
    clock.advance(days=31)
    assert client.get(HERE).url.startswith("/dang-nhap")


def test_a_member_who_reads_on_stays_for_a_season_and_no_longer(
    client: Client, app: Flask, clock: Any
) -> None:
    enter(client, make_citizen())
    cookie = client.http.get_cookie("forum_signin")
    assert cookie and cookie.max_age == app.config["SESSION_DAYS"] * 24 * 3600
    for _ in range(4):
        clock.advance(days=22)
        assert client.get(HERE).url == HERE
        observations.flush()
    clock.advance(days=3)
    assert client.get(HERE).url.startswith("/dang-nhap")


def test_a_shorter_limit_ends_the_sign_ins_that_stand(
    client: Client, app: Flask, clock: Any
) -> None:
    person = make_citizen()
    enter(client, person)
    clock.advance(days=3)
    app.config["SESSION_IDLE_DAYS"] = 2
    assert client.get(HERE).url.startswith("/dang-nhap")
    assert sign_ins_of(person) == []


def test_what_has_ended_in_any_way_is_forgotten_after_a_month(app: Flask, clock: Any) -> None:
    person = make_citizen()
    service.sign_in(person)
    db.session.commit()
    for days, left in ((59, 1), (2, 0)):
        clock.advance(days=days)
        service.forget_old_sign_ins()
        db.session.commit()
        count = sa.select(sa.func.count()).select_from(SignIn)
        assert db.session.scalar(count) == left
    assert sign_ins_of(person) == []


def test_a_dangerous_page_asks_for_the_password_again(as_person: As, clock: Any) -> None:
    desk = as_person(make_administrator())
    assert desk.get(INVITATIONS).url == INVITATIONS
    clock.advance(minutes=11)
    page = desk.get(INVITATIONS)
    assert page.url == f"/xac-nhan-lai?next={INVITATIONS}"
    assert page.submit(proof_password="không phải câu này").find_all(
        "p", **{"class": "field-error"}
    )
    assert page.submit(proof_password=PASSWORD).url == INVITATIONS
    assert desk.get(INVITATIONS).url == INVITATIONS


def test_a_dangerous_form_keeps_its_fields_and_asks_for_the_password_there(
    as_person: As, clock: Any
) -> None:
    desk = as_person(make_administrator())
    form = desk.get(INVITATIONS).form(having=("note",))
    clock.advance(minutes=11)
    asked = form.submit(note="Lò Văn Tướng, phòng dân tộc", status=401)
    assert asked.form(having=("proof_password",)).values["note"] == "Lò Văn Tướng, phòng dân tộc"
    wrong = asked.submit(proof_password="không phải câu này", status=401)
    assert wrong.find_all("p", **{"class": "field-error"})
    assert not db.session.scalars(sa.select(Invitation)).all()
    done = wrong.submit(proof_password=PASSWORD)
    assert done.url == INVITATIONS
    assert "Lò Văn Tướng, phòng dân tộc" in done
    assert PASSWORD not in done.html


def test_asking_again_cannot_be_used_for_guessing(as_person: As, clock: Any) -> None:
    desk = as_person(make_administrator())
    clock.advance(minutes=11)
    page = desk.get(INVITATIONS)
    for _ in range(10):
        page.submit(proof_password="không phải câu này")
    page.submit(proof_password=PASSWORD, status=429)


def test_after_the_proof_only_an_address_of_the_forum_is_followed(as_person: As) -> None:
    page = as_person(make_citizen()).get("/xac-nhan-lai", query={"next": "//example.org"})
    answer = page.submit(proof_password=PASSWORD, follow=False)
    assert answer.headers["Location"] == "/"


def test_a_form_that_counts_its_own_tries_is_proved_in_place_too(as_person: As, clock: Any) -> None:
    person = make_citizen()
    client = as_person(person)
    page = client.get(SECOND_STEP)
    clock.advance(minutes=11)
    asked = page.submit(SECOND_STEP, code="000000", status=401)
    again = asked.submit(proof_password=PASSWORD)
    assert letters_of(again) == letters_of(page)  # the app has them already
    again.submit(SECOND_STEP, code=code_now(letters_of(again)))
    db.session.expire_all()
    assert db.session.get_one(Person, person.id).factor_secret is not None


def test_who_has_a_second_step_proves_with_a_code_as_well(as_person: As, clock: Any) -> None:
    desk = as_person(make_administrator())
    letters, _codes = switch_on(desk)
    clock.advance(minutes=11)
    page = desk.get(INVITATIONS)
    page = page.submit(proof_password=PASSWORD, proof_code="000000")
    assert page.find_all("p", **{"class": "field-error"})
    assert page.submit(proof_password=PASSWORD, proof_code=code_now(letters)).url == INVITATIONS


def test_no_text_breaks_these_forms(as_person: As) -> None:
    desk, member = as_person(make_administrator()), as_person(make_citizen())
    token = member.get("/tai-khoan").form("/dang-xuat").values["csrf_token"]
    form = desk.get(INVITATIONS).form(having=("note",))
    for text in payloads()[::25]:
        desk.typed = member.typed = text
        fields = dict.fromkeys(("sealed", "code", "old_password", "proof_password", "next"), text)
        for address in (SECOND_STEP, f"{SECOND_STEP}/tat", "/xac-nhan-lai", "/dang-nhap/ma"):
            answer = member.post(address, {**fields, "csrf_token": token}, status=None)
            assert answer.status < 500
        fields = {**form.values, "note": text, "username": text, "idempotency_key": ""}
        for address in (INVITATIONS, "/quan-tri/xac-thuc-hai-buoc"):
            assert desk.post(address, fields, status=None).status < 500
