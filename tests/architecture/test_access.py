"""The access table: every route × every role × own and another's thing, held against a table that
people read. ``routes.txt`` says what routes there are; ``access_table.py`` who comes in."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from forum.accounts.models import SignIn
from forum.audit.models import AuditRow
from forum.core import clock
from forum.core.db import db
from forum.core.settings import secret
from forum.threads.receipts import code_of
from tests.architecture.access_table import (
    ALONE,
    ASIDE,
    BUTTONS,
    DOORS,
    EVERYBODY,
    FRESH,
    LAST,
    MAY,
    ONCE,
    ROLES,
    SEEN,
    STRANGERS,
)
from tests.architecture.access_things import COMPANIONS, noun_of
from tests.architecture.access_world import World, build
from tests.page import Client

LISTED = Path(__file__).with_name("routes.txt")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
SIGN_IN, PROOF, REFUSED, MISSING, IN = "sign in", "proof", "refused", "missing", "in"
STALE = "stale "  # before a role: the password was typed long ago


@dataclass(frozen=True)
class Route:
    """One line of routes.txt."""

    url: str
    endpoint: str
    methods: tuple[str, ...]
    guard: str

    @property
    def word(self) -> str:
        return self.guard.removesuffix(FRESH)

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.url)

    @property
    def noun(self) -> str | None:
        """What the address names first; what follows it is fixed."""
        return noun_of(self.url, self.parameters[0]) if self.parameters else None

    def address(self, value: object) -> str:
        first = self.parameters[:1]
        values = {**COMPANIONS, **dict.fromkeys(first, value)}
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(values[m[1]]), self.url)


def routes() -> list[Route]:
    found = []
    for line in LISTED.read_text("utf-8").splitlines():
        url, endpoint, methods, guard = line.split(None, 3)
        found.append(Route(url, endpoint, tuple(methods.split(",")), guard))
    return sorted(
        found, key=lambda route: LAST.index(route.endpoint) if route.endpoint in LAST else -1
    )


def unknown(found: list[Route], world: World) -> Iterator[str]:
    """What the table cannot judge yet, and where to say it."""
    for route in found:
        if route.word not in DOORS:
            yield f"{route.url}: who comes in by {route.word!r}? Add it to DOORS in access_table.py"
        noun = route.noun
        for name in route.parameters[1:]:
            if name not in COMPANIONS:
                yield f"{route.url}: add {name!r} to COMPANIONS in access_things.py"
        if noun is not None and noun not in SEEN:
            yield f"{route.url}: who knows of {noun!r}? Add it to SEEN in access_table.py"
        elif noun is not None:
            kinds = {kind for role in ROLES for kind in world.things(role, noun)}
            if not kinds:
                yield f"{route.url}: make things for {noun!r} in access_things.py"
            for kind in sorted(kinds - set(SEEN[noun])):
                yield f"{route.url}: who knows of {kind!r}? Add it to {noun!r} of SEEN"


def wanted(method: str, route: Route, role: str, kind: str | None) -> str:
    """What the table says."""
    plain = role.removeprefix(STALE)
    if plain not in DOORS[route.word]:
        return SIGN_IN if plain in STRANGERS else REFUSED
    if role != plain and route.guard.endswith(FRESH):
        return PROOF
    if route.noun and kind and plain not in ASIDE.get(route.endpoint, SEEN[route.noun])[kind]:
        return MISSING
    row = MAY.get(f"{method} {route.endpoint}") or MAY.get(route.endpoint, {})
    allowed = row.get(kind, EVERYBODY)
    return IN if plain in allowed else REFUSED


def answered(response: TestResponse) -> str:
    """What the visitor met."""
    target, status = response.headers.get("Location", ""), response.status_code
    if status == 401:
        return PROOF if b"proof_password" in response.data else SIGN_IN
    if target.startswith("/dang-nhap?next="):
        return SIGN_IN
    if target.startswith("/xac-nhan-lai?next="):
        return PROOF
    if status in {403, 404, 410}:
        return REFUSED if status == 403 else MISSING
    return IN if status in {200, 301, 302, 303, 400, 409, 422} else str(status)


class Visitor:
    """One role's browser: it reads no page, it only looks who is let in."""

    def __init__(self, client: Client, role: str) -> None:
        self.http, self.role = client.http, role
        self.token = self._token("/dang-nhap" if role in STRANGERS else "/tai-khoan")

    def _token(self, url: str) -> str:
        found = TOKEN.search(self.open("GET", url).get_data(as_text=True))
        assert found, f"{self.role}: no form on {url}"
        return found[1]

    def open(self, method: str, url: str, **fields: str) -> TestResponse:
        visit = contextvars.Context()
        return visit.run(self.http.open, url, method=method, data=fields or None)

    def probe(self, method: str, route: Route, url: str) -> TestResponse:
        """Nothing is typed into a form: it has its token, and what its button sends."""
        if method == "GET":
            return self.open("GET", url)
        return self.open("POST", url, csrf_token=self.token, **BUTTONS.get(route.endpoint, {}))


def visitors(app: Flask, world: World, as_person: Callable[..., Client]) -> list[Visitor]:
    """Everybody; and, before them, everybody who signed in, with a proof that is too old."""
    letter = Visitor(Client(app), "letter")
    code = code_of(world.receipt.nonce, secret()) if world.receipt else ""
    letter.open("POST", "/theo-doi", csrf_token=letter.token, code=code)
    signed_in = [(role, one) for role, one in world.people.items() if role not in STRANGERS]
    stale = [Visitor(as_person(one), STALE + role) for role, one in signed_in]
    long_ago = clock.now() - timedelta(days=1)
    db.session.execute(sa.update(SignIn).values(proved_at=long_ago))
    known = [Visitor(as_person(one), role) for role, one in world.people.items()]
    db.session.commit()
    return [Visitor(Client(app), "guest"), letter, *stale, *known]


def probes(route: Route, visitor: Visitor, world: World) -> Iterator[tuple[str | None, str]]:
    """Kind and address. A door that stays shut stays shut whatever stands behind it: one thing
    is enough there, and a proof that is too old is only asked for where it counts."""
    stale, plain = visitor.role.startswith(STALE), visitor.role.removeprefix(STALE)
    if stale and not route.guard.endswith(FRESH):
        return
    if plain == "closed" and plain in DOORS[route.word]:
        return  # as any guest
    kinds = world.things(plain, route.noun) if route.noun else {None: ""}
    shut = stale or plain not in DOORS[route.word]
    for kind, value in list(kinds.items())[: 1 if shut else None]:
        yield kind, route.address(value)


def acts() -> int:
    """How many acts were written down so far."""
    with db.engine.connect() as link:
        return int(link.execute(sa.select(sa.func.max(AuditRow.id))).scalar() or 0)


def faults(found: list[Route], arrive: Callable[[], list[Visitor]], world: World) -> Iterator[str]:
    """Whatever differs from the table; reading before writing, and the last things last."""
    everybody = arrive()
    for method in ("GET", "POST"):
        for route in (route for route in found if method in route.methods):
            if method == "POST" and route.endpoint in LAST:
                everybody = arrive()
            once = method == "POST" and route.endpoint in ONCE
            for visitor in everybody[: 1 if once else None]:
                yield from _faults(method, route, visitor, world)


def _faults(method: str, route: Route, visitor: Visitor, world: World) -> Iterator[str]:
    may_act, before = method == "POST" and route.endpoint in ALONE, acts()
    for kind, url in probes(route, visitor, world):
        met = answered(visitor.probe(method, route, url))
        right = wanted(method, route, visitor.role, kind)
        asked = f"{method} {url} ({route.endpoint}, {kind}) for {visitor.role}"
        if met != right:
            yield f"{asked}: {met}, not {right}"
        if may_act and right == IN:
            before = acts()
        elif acts() != before:
            yield f"{asked} acts, though nothing was typed"


def test_what_the_table_does_not_know_is_named_with_what_to_do() -> None:
    world = World({}, None, {})
    odd = Route("/ma/<int:ghost_id>/<other>", "room.view", ("GET",), "wizard+fresh")
    thing = Route("/bai/<int:post_id>", "room.view", ("GET",), "public")
    world.everybodys["post_id"] = {"of a ghost": 1}

    said = list(unknown([odd, thing], world))

    assert ["DOORS" in said[0], "COMPANIONS" in said[1], "SEEN" in said[2], "ghost" in said[3]] == [
        True
    ] * 4 and len(said) == 4


def test_every_route_lets_in_whom_the_table_lets_in(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    """On PostgreSQL only what a statement finds there: things, for each kind of reader."""
    world, found = build(), routes()
    assert sorted(set(unknown(found, world))) == []
    roles = {*ROLES, *(STALE + role for role in ROLES)}
    if db.engine.dialect.name == "postgresql":
        found = [route for route in found if route.parameters]
        roles = {"guest", "letter", "member", "moderator"}

    def arrive() -> list[Visitor]:
        return [one for one in visitors(app, world, as_person) if one.role in roles]

    met = list(faults(found, arrive, world))

    assert met == [], "\n" + "\n".join(met)
