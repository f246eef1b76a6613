"""Every page is found by clicking: nobody has to know an address by heart."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.architecture.access_table import DOORS
from tests.architecture.access_visitors import Visitor
from tests.architecture.access_world import build
from tests.architecture.test_access import Route, routes
from tests.factories.people import make_staff
from tests.page import Client

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LEADING = re.compile(r'(?:href|method="get" action)="(/[^"#]*)')
# Who looks for the pages behind a door; the public ones are looked for by a guest.
READERS = {
    "public": "guest",
    "signed in": "member",
    "review": "moderator",
    "administer": "administrator",
}
OTHERS = "staff"
# Where one is sent, or what a machine asks; no link leads there.
SENT = frozenset(
    {
        "accounts.enter_code",  # after the password
        "accounts.reopen",  # after the password of a closed account
        "accounts.prove_again",  # before a dangerous act
        "accounts.spare_codes",  # once, after they were made
        "pages.alive",
        "pages.ready",
    }
)


def reader_of(route: Route) -> str:
    """Who must find it; for a door of several, whoever comes in."""
    reader = READERS.get(route.word, OTHERS)
    return reader if reader in DOORS[route.word] else sorted(DOORS[route.word])[0]


def found_by(visitor: Visitor, urls: MapAdapter) -> set[str]:
    """Endpoints that links lead to, from the first page on; one page of each is read."""
    met, read, waiting = set(), set(), deque(["/"])
    while waiting:
        address = waiting.popleft()
        try:
            endpoint = str(urls.match(address.partition("?")[0])[0])
        except HTTPException:
            continue
        met.add(endpoint)
        if endpoint in read or endpoint in {"static", "languages.choose"}:
            continue
        answer = visitor.open("GET", address)
        if answer.status_code in {301, 302, 303}:
            waiting.append(answer.headers["Location"].partition("#")[0])
            continue
        read.add(endpoint)
        if answer.mimetype == "text/html":
            waiting.extend(LEADING.findall(answer.get_data(as_text=True)))
    return met


@one_database
def test_every_page_without_a_number_is_linked_from_somewhere(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    world, urls = build(), app.url_map.bind("localhost")
    pages = [r for r in routes() if "GET" in r.methods and not r.parameters]
    browsers = {role: as_person(person) for role, person in world.people.items()}
    browsers["guest"] = Client(app)
    readers = {reader_of(route) for route in pages}
    found = {role: found_by(Visitor(browsers[role], role), urls) for role in sorted(readers)}

    lost = [
        f"{route.url}: no link leads {reader_of(route)} there"
        for route in pages
        if route.endpoint not in SENT and route.endpoint not in found[reader_of(route)]
    ]

    assert lost == []


@one_database
@pytest.mark.parametrize("page", ["/can-bo/ma-giay", "/can-bo/xac-nhan"])
def test_staff_find_the_counter_on_their_first_page(
    app: Flask, as_person: Callable[..., Client], page: str
) -> None:
    home = as_person(make_staff()).get("/")

    assert page in [address for _text, address in home.links]
