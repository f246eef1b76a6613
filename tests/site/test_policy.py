"""Who comes in: the administrator's pages are the administrator's alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.actors import Guest, System
from forum.accounts.lifecycle import Role
from forum.core.db import db
from forum.core.errors import Forbidden
from forum.site import policy, service
from forum.site.queries import the_site
from tests.factories.people import make_person
from tests.page import Client

PAGES = [
    "/quan-tri",
    "/quan-tri/thiet-lap",
    "/quan-tri/mo-cua",
    "/quan-tri/quy-che",
    "/quan-tri/ban-dieu-hanh",
]
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@one_database
@pytest.mark.parametrize("role", list(Role))
def test_only_an_administrator_comes_in(
    app: Flask, as_person: Callable[..., Client], role: Role
) -> None:
    browser = as_person(make_person(role=role))
    wanted = 200 if role is Role.ADMINISTRATOR else 403

    assert {browser.get(page, status=None).status for page in PAGES} == {wanted}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_acts_by_another_way(role: Role) -> None:
    person, row = make_person(role=role), the_site()

    for act in (
        lambda: service.describe_site(person, row, words={"name": "Khác"}),
        lambda: service.forget_site(person),
        lambda: service.want_test_mail(person, row, address="a@example.org"),
        lambda: service.open_to_citizens(person, row, lines=()),
    ):
        with pytest.raises(Forbidden):
            act()


@pytest.mark.usefixtures("app")
def test_the_table_of_who_may() -> None:
    administrator = make_person(role=Role.ADMINISTRATOR)
    actors = (Guest(), System(), administrator)

    assert [policy.may_describe(actor) for actor in actors] == [False, True, True]
    assert [policy.may_open(actor) for actor in actors] == [False, False, True]


@pytest.mark.usefixtures("app")
def test_forgetting_leaves_what_setting_up_left() -> None:
    row = the_site()
    before = {c.name: getattr(row, c.name) for c in row.__table__.columns if c.name != "version"}
    words = {"name": "Diễn đàn mẫu", "indigo": "#1f2a5c", "email": "a@example.org"}
    service.describe_site(System(), row, words=words, sample=True)
    assert row.sample and row.name == "Diễn đàn mẫu"

    service.forget_site(System())
    db.session.commit()

    row = the_site()
    after = {c.name: getattr(row, c.name) for c in row.__table__.columns if c.name != "version"}
    assert after == before
