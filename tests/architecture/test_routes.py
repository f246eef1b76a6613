"""Routes are closed by default; the whole map, with its guards, is a file that people read.

After a wanted change: ``scripts/test tests/architecture/test_routes.py --update-routes``, then
read the difference in ``routes.txt`` before committing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule

from tests.page import Client

LISTED = Path(__file__).with_name("routes.txt")
READING = {"GET", "HEAD", "OPTIONS"}
ARGUMENT = {"tag": "vi"}  # what stands in a URL variable where "1" would be no value

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def lines(app: Flask) -> list[str]:
    """One line a rule: URL, endpoint, methods, guard."""
    from forum.accounts.guards import guard_of

    rows = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        guard = "static" if rule.endpoint == "static" else guard_of(app, rule.endpoint)
        guard += "+signed" if rule.endpoint in app.extensions["forum.exempt"] else ""
        rows.append((str(rule), rule.endpoint, methods, guard))
    return [f"{u:<44} {e:<34} {m:<9} {g}".rstrip() for u, e, m, g in sorted(rows)]


def closed(app: Flask) -> Iterator[Rule]:
    from forum.accounts.guards import PUBLIC, guard_of

    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static" and guard_of(app, rule.endpoint) != PUBLIC:
            yield rule


def address(rule: Rule) -> str:
    """The rule's URL with something in its variables: a refusal comes before they are looked at."""
    values = {name: ARGUMENT.get(name, "1") for name in rule.arguments}
    built = Map(
        [Rule(rule.rule, endpoint="x", methods=list(rule.methods or ()))], strict_slashes=False
    )
    return built.bind("localhost").build("x", _typed(rule, values))


def _typed(rule: Rule, values: dict[str, str]) -> dict[str, object]:
    return {
        name: int(value) if f"<int:{name}>" in rule.rule else value
        for name, value in values.items()
    }


@one_database
def test_the_map_is_the_written_one(app: Flask, request: pytest.FixtureRequest) -> None:
    found = "\n".join(lines(app)) + "\n"
    if request.config.getoption("--update-routes"):
        LISTED.write_text(found, "utf-8")

    written = LISTED.read_text("utf-8") if LISTED.exists() else ""

    assert found == written, "routes.txt differs; see the head of this file"


@one_database
def test_every_public_endpoint_exists(app: Flask) -> None:
    assert set(app.extensions["forum.public"]) <= set(app.view_functions)


@one_database
def test_a_public_endpoint_carries_no_guard(app: Flask) -> None:
    """A guard on a public view would never be asked."""
    guarded = [
        name
        for name in app.extensions["forum.public"]
        if hasattr(app.view_functions[name], "guard")
    ]

    assert guarded == []


@one_database
def test_every_guard_is_a_predicate_of_wiring(app: Flask) -> None:
    from forum.accounts.guards import FRESH, SIGNED_IN, guard_of

    found = {guard_of(app, rule.endpoint).removesuffix(FRESH) for rule in closed(app)}
    words = found - {SIGNED_IN}

    assert words <= set(app.extensions["forum.predicates"])


@one_database
def test_a_guest_is_sent_to_sign_in_from_every_closed_page(app: Flask, client: Client) -> None:
    let_in = []
    for rule in closed(app):
        if "GET" not in (rule.methods or ()):
            continue
        page = client.get(address(rule), follow=False, status=303)
        if urlsplit(page.headers["Location"]).path != "/dang-nhap":
            let_in.append(str(rule))

    assert let_in == []


@one_database
def test_no_form_is_taken_without_its_token(app: Flask, client: Client) -> None:
    """Every POST, public or closed, as another site could send it."""
    exempt = set(app.extensions["forum.exempt"])
    taken = []
    for rule in app.url_map.iter_rules():
        if not (rule.methods or set()) - READING or rule.endpoint in exempt:
            continue
        page = client.post(address(rule), {"body": "x"}, status=None, follow=False)
        if page.status not in {400, 401}:
            taken.append(f"{rule} answered {page.status}")

    assert taken == []


@one_database
def test_addresses_can_be_read_out_on_the_phone(app: Flask) -> None:
    """Lower case, hyphens, no trailing slash."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    fixed = {rule: re.sub(r"<[^>]+>", "", rule) for rule in rules}

    odd = [rule for rule in rules if not re.fullmatch(r"[a-z0-9/.-]+", fixed[rule])]

    assert odd + [rule for rule in rules if rule.endswith("/") and rule != "/"] == []
