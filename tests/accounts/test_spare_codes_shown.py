"""New spare codes: for how long, and in which browser, they can be looked at again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from forum.accounts.spare_codes import KEPT, SHOWN_SECONDS
from tests.accounts.test_second_step import HERE, enter, switch_on
from tests.factories.people import make_citizen
from tests.fixtures.site import Clock
from tests.page import Client

As = Callable[..., Client]
CODES = f"{HERE}/ma-du-phong"


def held(app: Flask, client: Client) -> dict[str, Any]:
    """What the form session's cookie says to whoever reads it."""
    cookie = client.http.get_cookie("forum_form")
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return dict(serializer.loads(cookie.value)) if cookie else {}


def test_the_cookie_never_holds_the_codes(app: Flask, as_person: As) -> None:
    client = as_person(make_citizen())
    _letters, codes = switch_on(client)
    assert codes[0] in client.get(CODES) and KEPT in held(app, client)
    said = str(held(app, client))
    assert not [code for code in codes if code[:5] in said or code[6:] in said]


def test_they_are_gone_when_their_time_is_over(app: Flask, as_person: As, clock: Clock) -> None:
    client = as_person(make_citizen())
    _letters, codes = switch_on(client)
    clock.advance(seconds=SHOWN_SECONDS - 60)
    assert codes[0] in client.get(CODES)
    clock.advance(seconds=120)
    client.get("/tai-khoan")  # any page behind the door
    assert KEPT not in held(app, client)
    assert codes[0] not in client.get(CODES)


def test_the_next_sign_in_and_the_sign_out_forget_them(app: Flask, as_person: As) -> None:
    leaving, other = as_person(make_citizen()), as_person(make_citizen())
    for client in (leaving, other):
        switch_on(client)
        assert KEPT in held(app, client)
    leaving.get("/tai-khoan").form("/dang-xuat").submit()
    enter(other, make_citizen())
    assert KEPT not in held(app, leaving) and KEPT not in held(app, other)


def test_another_set_shows_nothing_of_the_first(as_person: As) -> None:
    client = as_person(make_citizen())
    _letters, first = switch_on(client)
    page = client.get(HERE).submit("/ma-du-phong")
    second = [item.text for item in page.find_all("li", **{"class": "code"})]
    assert len(set(second)) == len(first) and not set(first) & set(second)
    assert second[0] in client.get(CODES)
