"""What an administrator does to the whole forum asks for the password again, and keeps what was
typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.board.queries import boards
from forum.core.db import db
from forum.rules.queries import whole_version
from forum.site.queries import the_site
from tests.factories.people import PASSWORD, make_administrator
from tests.fixtures.site import Clock
from tests.page import Client
from tests.site.test_opening import seat

AsPerson = Callable[..., Client]
PAGES = {
    "/quan-tri/thiet-lap": {"authority": "Sở mẫu"},
    "/quan-tri/quy-che": {
        "decision": "12/QĐ-MẪU",
        "decided_on": "2026-01-05",
        "signer": "Giám đốc",
    },
    "/quan-tri/ban-dieu-hanh": {"name": "Bà Mẫu", "position": "Chủ tịch", "since": "2026-01-05"},
}
LATER = {"minutes": 11}  # longer than PROOF_MINUTES


def stood() -> list[object]:
    """What the forms of PAGES change."""
    db.session.expire_all()
    terms = [term.name for seat in boards()[0].seats for term in seat.terms]
    return [the_site().authority, whole_version().decision, terms]


@pytest.mark.parametrize("page", PAGES)
def test_a_form_that_waited_is_kept_until_the_password_was_typed(
    app: Flask, as_person: AsPerson, clock: Clock, page: str
) -> None:
    before, typed = stood(), PAGES[page]
    form = as_person(make_administrator()).get(page).form(page, having=tuple(typed))
    clock.advance(**LATER)

    asked = form.submit(**typed, status=401)
    kept = asked.form(having=("proof_password",)).values
    assert {name: kept[name] for name in typed} == typed and stood() == before

    done = asked.submit(proof_password=PASSWORD)
    assert done.url == page and stood() != before and PASSWORD not in done.html


@pytest.mark.parametrize("page", [*PAGES, "/quan-tri/mo-cua"])
def test_a_page_that_was_opened_long_after_signing_in_asks_first(
    app: Flask, as_person: AsPerson, clock: Clock, page: str
) -> None:
    browser = as_person(make_administrator())
    clock.advance(**LATER)

    asked = browser.get(page)

    assert asked.url == f"/xac-nhan-lai?next={page}"
    assert asked.submit(proof_password=PASSWORD).url == page


def test_a_term_ends_only_after_the_proof(app: Flask, as_person: AsPerson, clock: Clock) -> None:
    browser = as_person(make_administrator())
    seat(browser, "chair", name="Bà Mẫu")
    form = browser.get("/quan-tri/ban-dieu-hanh").form("/ket-thuc")
    clock.advance(**LATER)

    asked = form.submit(status=401)
    assert boards()[0].seats[0].terms[0].until is None

    asked.submit(proof_password=PASSWORD)
    db.session.expire_all()
    assert boards()[0].seats[0].terms[0].until is not None
