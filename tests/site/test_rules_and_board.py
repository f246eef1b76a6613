"""The model rules become the authority's own; the board's seats and its founding decision."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.board.queries import boards
from forum.core.db import db
from forum.rules.models import RuleVersion
from forum.rules.queries import whole_version
from tests.factories.people import make_administrator
from tests.page import Client, Page
from tests.site.test_opening import issue_rules, seat

AsPerson = Callable[..., Client]
Say = Callable[..., str]
RULES, BOARD = "/quan-tri/quy-che", "/quan-tri/ban-dieu-hanh"


def text_of(version: RuleVersion) -> list[object]:
    """Everything that the articles say."""
    return [
        (article.number, article.chapter, article.title, clause.number, clause.citable, clause.text)
        for article in version.articles
        for clause in article.clauses
    ] + [
        (clause.label, clause.remedy, clause.points)
        for article in version.articles
        for clause in article.clauses
    ]


def test_the_same_articles_are_in_force_by_the_authoritys_decision(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    model = whole_version()
    before, number = text_of(model), model.number
    assert say("Model text") in client.get("/quy-che")

    issue_rules(as_person(make_administrator()))

    db.session.expire_all()
    issued = whole_version()
    assert (issued.number, issued.is_model, text_of(issued)) == (number + 1, False, before)
    page = client.get("/quy-che")
    assert page.find_all("p", **{"class": "notice-title"}) == [] and "— bản mẫu" not in page
    assert "12/QĐ-MẪU" in page and "05/01/2026" in page and "Giám đốc Sở mẫu" in page
    assert say("Model text") in client.get(f"/quy-che/phien-ban/{number}")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("decision", ""), ("signer", ""), ("decided_on", "2999-01-01"), ("decided_on", "hôm qua")],
)
def test_a_decision_that_is_not_whole_is_refused_and_kept(
    app: Flask, as_person: AsPerson, field: str, typed: str
) -> None:
    wanted = {"decision": "1/QĐ", "decided_on": "2026-01-05", "signer": "Giám đốc", field: typed}

    page = as_person(make_administrator()).get(RULES).submit("/quy-che", **wanted)

    assert f'id="{field}-error"' in page.html
    kept = page.form("/quy-che").values
    assert {name: kept[name] for name in wanted} == wanted
    assert whole_version().is_model


def test_of_two_administrators_one_issues_the_rules(app: Flask, as_person: AsPerson) -> None:
    first, second = as_person(make_administrator()), as_person(make_administrator())
    late = second.get(RULES).form("/quy-che")
    issue_rules(first)

    late.submit(decision="13/QĐ", decided_on="2026-01-06", signer="Phó Giám đốc", status=409)

    db.session.expire_all()
    assert whole_version().decision == "12/QĐ-MẪU"


def test_a_term_ends_once(app: Flask, as_person: AsPerson) -> None:
    browser = as_person(make_administrator())
    seat(browser, "chair", name="Bà Mẫu")
    term = boards()[0].seats[0].terms[0].id
    here, there = (browser.get(BOARD).form(f"/{term}/ket-thuc") for _ in range(2))
    here.submit()

    there.submit(status=409)

    db.session.expire_all()
    assert boards()[0].seats[0].terms[0].until is not None


@pytest.mark.parametrize("account", ["khong-co-ai", ""])
def test_a_reviewing_seat_needs_an_account(app: Flask, as_person: AsPerson, account: str) -> None:
    page = give(as_person(make_administrator()), account=account, reviews="y", name="Bà Mẫu")

    assert 'id="account-error"' in page.html
    assert page.form("/ban-dieu-hanh").values["name"] == "Bà Mẫu"
    assert all(not seat.terms for seat in boards()[0].seats)


@pytest.mark.parametrize("field", ["name", "position", "since"])
def test_a_seat_needs_name_position_and_day(app: Flask, as_person: AsPerson, field: str) -> None:
    page = give(as_person(make_administrator()), **{field: ""})

    assert f'id="{field}-error"' in page.html


def give(browser: Client, **fields: str) -> Page:
    wanted = {"name": "Bà Mẫu", "position": "Phó Giám đốc", "since": "2026-01-05", **fields}
    return browser.get(BOARD).submit("/ban-dieu-hanh", **wanted)


def test_the_founding_decision_is_read_by_everybody(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    first, second = as_person(make_administrator()), as_person(make_administrator())
    late = second.get(BOARD).form("/quyet-dinh")
    first.get(BOARD).submit("/quyet-dinh", decision_number="7/QĐ-MẪU", decision_date="2026-01-05")

    page = client.get("/ban-dieu-hanh")
    assert say("Founding decision: %(number)s", number="7/QĐ-MẪU") in page
    assert "05/01/2026" in page
    late.submit(decision_number="8/QĐ-MẪU", status=409)
    assert "8/QĐ-MẪU" not in client.get("/ban-dieu-hanh")


def test_a_decision_of_tomorrow_is_refused(app: Flask, as_person: AsPerson) -> None:
    page = as_person(make_administrator()).get(BOARD)

    page = page.submit("/quyet-dinh", decision_number="9/QĐ", decision_date="2999-01-01")

    assert 'id="decision_date-error"' in page.html
    assert page.form("/quyet-dinh").values["decision_number"] == "9/QĐ"
