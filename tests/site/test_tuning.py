"""Settings that a province changes: within bounds, with a reason, at once, and back again."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

import config
from forum.audit.models import AuditRow
from forum.core.db import db
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.outbox import worker
from forum.site import service
from forum.site.models import TuningChange
from forum.site.queries import the_site
from forum.site.tunables import TUNABLES, Kind
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.fixtures.database import AppMaker
from tests.page import Client

AsPerson = Callable[..., Client]
Say = Callable[..., str]
HERE = "/quan-tri/cai-dat"
IDLE = f"{HERE}/SESSION_IDLE_DAYS"
WHY = "Máy dùng chung ở nhà văn hóa xã."


@pytest.mark.parametrize("address", [HERE, IDLE])
def test_only_administrators_see_settings(
    app: Flask, client: Client, as_person: AsPerson, address: str
) -> None:
    assert "/dang-nhap" in client.get(address).url
    for person in (make_citizen(), make_staff(), make_moderator()):
        as_person(person).get(address, status=403)
    as_person(make_administrator()).get(address)
    as_person(make_administrator()).get(f"{HERE}/SECRET_KEY", status=404)


@pytest.mark.parametrize("name", TUNABLES)
def test_each_setting_exists_and_its_shipped_value_is_allowed(name: str) -> None:
    tunable = TUNABLES[name]

    for base in (config.Base, config.Production):
        assert tunable.allows(tunable.of_config(getattr(base, name)))
    assert str(tunable.label) and str(tunable.reason)


def test_a_changed_setting_holds_at_once_with_its_reason(app: Flask, as_person: AsPerson) -> None:
    page = as_person(make_administrator()).get(IDLE).submit(value="3", reason=WHY, act="save")

    assert WHY in page
    assert app.config["SESSION_IDLE_DAYS"] == 3
    acts = list(db.session.scalars(sa.select(AuditRow.act).order_by(AuditRow.id.desc())))
    assert acts[0] == "tune"


def test_a_throttle_keeps_its_seconds(app: Flask, as_person: AsPerson, client: Client) -> None:
    as_person(make_administrator()).get(f"{HERE}/THROTTLE_SIGNIN_ACCOUNT").submit(
        value="3", reason=WHY, act="save"
    )

    assert app.config["THROTTLE_SIGNIN_ACCOUNT"] == (3, 600)
    form = client.get("/dang-nhap").form(having=("password",))
    for status in (200, 200, 200, 429):
        form.submit(username="ai-do", password="sai hoàn toàn", status=status)


def test_a_switch_is_switched(app: Flask, as_person: AsPerson) -> None:
    browser = as_person(make_administrator())

    browser.get(f"{HERE}/SECOND_FACTOR_REQUIRED").submit(on="y", reason=WHY, act="save")

    assert the_site().tuned == {"SECOND_FACTOR_REQUIRED": True}


def test_the_shipped_value_comes_back(app: Flask, as_person: AsPerson, say: Say) -> None:
    shipped = app.config["SESSION_IDLE_DAYS"]
    browser = as_person(make_administrator())
    browser.get(IDLE).submit(value="3", reason=WHY, act="save")

    page = browser.get(IDLE).submit(reason="Không cần nữa", act="reset")

    assert say("changed") not in [chip.text for chip in page.find_all("span")]
    assert app.config["SESSION_IDLE_DAYS"] == shipped
    values = db.session.scalars(sa.select(TuningChange.value).order_by(TuningChange.id))
    assert list(values) == [3, None]


def test_each_setting_tells_unit_bounds_shipped_value_and_its_last_change(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    browser = as_person(make_administrator("Trần Hải Miên"))
    browser.get(IDLE).submit(value="3", reason=WHY, act="save")

    rows = browser.get(HERE).find_all("div", class_="rows")
    listed = {row.attrs["id"]: row.text for group in rows for row in group.find_all("div")}
    assert sorted(listed) == sorted(TUNABLES)
    for name, text in listed.items():
        assert str(TUNABLES[name].unit) in text and say("As shipped: %(value)s", value="") in text
    changed = listed["SESSION_IDLE_DAYS"]
    assert WHY in changed and f"{say('Administrator')} Trần Hải Miên" in changed
    assert (
        say("From %(least)s to %(most)s %(unit)s.", least=1, most=90, unit=say("days")) in changed
    )


@pytest.mark.parametrize("act", ["save", "reset"])
def test_what_is_no_change_is_said_and_not_recorded(
    app: Flask, as_person: AsPerson, say: Say, act: str
) -> None:
    browser, shipped = as_person(make_administrator()), str(app.config["SESSION_IDLE_DAYS"])

    for value in (shipped, "3", "3"):
        page = browser.get(IDLE).submit(value=value, reason=WHY, act="save")
    if act == "reset":
        browser.get(IDLE).submit(reason=WHY, act="reset")
        page = browser.get(IDLE).submit(value=shipped, reason=WHY, act="save")

    assert say("Nothing was changed: the setting has this value already.") in page
    changes = list(db.session.scalars(sa.select(TuningChange.value).order_by(TuningChange.id)))
    assert changes == ([3] if act == "save" else [3, None])


@pytest.mark.parametrize(
    ("value", "reason", "field"),
    [
        ("0", WHY, "value"),
        ("91", WHY, "value"),
        ("", WHY, "value"),
        ("ba ngày", WHY, "value"),
        ("3", "", "reason"),
        ("3", "x" * 301, "reason"),
    ],
)
def test_what_the_forum_cannot_live_with_is_refused(
    app: Flask, as_person: AsPerson, value: str, reason: str, field: str
) -> None:
    shipped = app.config["SESSION_IDLE_DAYS"]
    browser = as_person(make_administrator())

    page = browser.get(IDLE).submit(value=value, reason=reason, act="save")

    assert f'id="{field}-error"' in page.html
    assert page.form("/SESSION_IDLE_DAYS").values["value"] == value
    assert app.config["SESSION_IDLE_DAYS"] == shipped


def test_of_two_administrators_the_second_is_told(app: Flask, as_person: AsPerson) -> None:
    pages = [as_person(make_administrator()).get(IDLE) for _ in range(2)]
    pages[0].submit(value="3", reason=WHY, act="save")

    late = pages[1].submit(value="4", reason="Ý kiến khác", act="save", status=409)

    assert "Ý kiến khác" in late.html
    assert app.config["SESSION_IDLE_DAYS"] == 3


def test_another_process_and_the_worker_follow(
    app: Flask, make_app: AppMaker, as_person: AsPerson
) -> None:
    other, working = make_app(), make_app()
    as_person(make_administrator()).get(IDLE).submit(value="3", reason=WHY, act="save")

    Client(other).get("/tro-giup")
    contextvars.Context().run(worker.do_chores, working)

    assert other.config["SESSION_IDLE_DAYS"] == 3
    assert working.config["SESSION_IDLE_DAYS"] == 3


def test_a_process_that_is_sent_only_forms_follows_a_little_later(
    app: Flask, make_app: AppMaker, as_person: AsPerson, clock: Any
) -> None:
    other = make_app()
    browser = Client(other)
    browser.get("/dang-nhap")
    as_person(make_administrator()).get(IDLE).submit(value="3", reason=WHY, act="save")

    clock.advance(seconds=6)
    browser.post("/dang-nhap", {}, status=400)

    assert other.config["SESSION_IDLE_DAYS"] == 3


def test_a_value_that_a_newer_version_refuses_stays_as_shipped(app: Flask) -> None:
    shipped = app.config["SESSION_IDLE_DAYS"]
    the_site().tuned = {"SESSION_IDLE_DAYS": 100_000, "NO_LONGER_THERE": 1}
    db.session.commit()

    Client(app).get("/tro-giup")

    assert app.config["SESSION_IDLE_DAYS"] == shipped


@pytest.mark.parametrize("make", [make_citizen, make_staff, make_moderator])
def test_nobody_else_tunes(app: Flask, make: Callable[[], Any]) -> None:
    with pytest.raises(Forbidden):
        service.tune(
            make(),
            the_site(),
            TUNABLES["SESSION_IDLE_DAYS"],
            value=3,
            reason=WHY,
            seen_version=1,
        )


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Kind.NUMBER, True), (Kind.NUMBER, 1.5), (Kind.NUMBER, "3"), (Kind.SWITCH, 1)],
)
def test_the_service_takes_no_value_of_another_kind(app: Flask, kind: Kind, value: Any) -> None:
    tunable = next(one for one in TUNABLES.values() if one.kind is kind)

    with pytest.raises(RuleBroken):
        service.tune(
            make_administrator(), the_site(), tunable, value=value, reason=WHY, seen_version=1
        )


def test_a_version_nobody_saw_is_a_conflict(app: Flask) -> None:
    with pytest.raises(Conflict):
        service.tune(
            make_administrator(),
            the_site(),
            TUNABLES["SESSION_IDLE_DAYS"],
            value=3,
            reason=WHY,
            seen_version=99,
        )
