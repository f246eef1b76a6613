"""The access table: every route × every role × own and another's thing, held against a table that
people read. ``routes.txt`` says what routes there are; ``access_table.py`` who comes in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from forum.audit.models import AuditRow
from forum.core.db import db
from forum.web.once import new_key
from tests.architecture.access_table import (
    ALONE,
    ASIDE,
    BUTTONS,
    DOORS,
    ENROLLING,
    EVERYBODY,
    FILLED,
    FRESH,
    LAST,
    LEFT,
    MAY,
    ONCE,
    ONE_STEP,
    READ_BY_GUESTS,
    ROLES,
    SEEN,
    STRANGERS,
)
from tests.architecture.access_things import COMPANIONS, noun_of
from tests.architecture.access_visitors import (
    ENROL,
    IN,
    MISSING,
    PROOF,
    REFUSED,
    SIGN_IN,
    STALE,
    Visitor,
    visitors,
)
from tests.architecture.access_world import World, build
from tests.page import Client

LISTED = Path(__file__).with_name("routes.txt")


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


def probe(visitor: Visitor, method: str, route: Route, url: str) -> TestResponse:
    """Nothing is typed into a form: it has its token, its key, and what its button sends."""
    if method == "GET":
        return visitor.open("GET", url)
    sent = FILLED.get(route.endpoint) or BUTTONS.get(route.endpoint, {})
    made = {"csrf_token": visitor.token, "idempotency_key": new_key()}
    return visitor.open("POST", url, **made, **sent)


def wanted(method: str, route: Route, role: str, kind: str | None) -> str:
    """What the table says."""
    plain = role.removeprefix(STALE)
    if plain == ONE_STEP and route.endpoint not in ENROLLING:
        if method == "POST" or route.endpoint not in READ_BY_GUESTS:
            return ENROL
        plain = "guest"
    if plain not in DOORS[route.word]:
        return SIGN_IN if plain in STRANGERS else REFUSED
    if role != plain and route.guard.endswith(FRESH):
        return PROOF
    if route.noun and kind and plain not in ASIDE.get(route.endpoint, SEEN[route.noun])[kind]:
        return MISSING
    row = MAY.get(f"{method} {route.endpoint}") or MAY.get(route.endpoint, {})
    allowed = row.get(kind, EVERYBODY)
    return IN if plain in allowed else REFUSED


def probes(route: Route, visitor: Visitor, world: World) -> Iterator[tuple[str | None, str]]:
    """Kind and address. A door that stays shut stays shut whatever stands behind it: one thing
    is enough there, and a proof that is too old is only asked for where it counts."""
    stale, plain = visitor.role.startswith(STALE), visitor.plain
    if stale and not route.guard.endswith(FRESH):
        return
    if plain in LEFT and plain in DOORS[route.word] and not route.endpoint.startswith("accounts."):
        return  # as any guest
    kinds = world.things(plain, route.noun) if route.noun else {None: ""}
    led_away = plain == ONE_STEP and route.endpoint not in ENROLLING | READ_BY_GUESTS
    shut = stale or led_away or plain not in DOORS[route.word]
    for kind, value in list(kinds.items())[: 1 if shut else None]:
        yield kind, route.address(value)


class Acts:
    """What was written down while the visitors went round."""

    def __init__(self) -> None:
        self._last = 0

    def came(self) -> bool:
        """Whether there is a new one since this was last asked."""
        with db.engine.connect() as link:
            before, self._last = self._last, link.execute(_NEWEST_ACT).scalar() or 0
        return before != self._last


_NEWEST_ACT = sa.select(sa.func.max(AuditRow.id))


def faults(found: list[Route], arrive: Callable[[], list[Visitor]], world: World) -> Iterator[str]:
    """Whatever differs from the table; reading before writing, and the last things last."""
    everybody, acts = arrive(), Acts()
    acts.came()
    for method in ("GET", "POST"):
        for route in (route for route in found if method in route.methods):
            if method == "POST" and route.endpoint in LAST:
                everybody = arrive()
                acts.came()
            once = method == "POST" and route.endpoint in ONCE
            for visitor in everybody[: 1 if once else None]:
                yield from _faults(method, route, visitor, world=world, acts=acts)


def _faults(
    method: str, route: Route, visitor: Visitor, *, world: World, acts: Acts
) -> Iterator[str]:
    may_act = method == "POST" and route.endpoint in ALONE
    for kind, url in probes(route, visitor, world):
        met = visitor.met(probe(visitor, method, route, url))
        right = wanted(method, route, visitor.role, kind)
        asked = f"{method} {url} ({route.endpoint}, {kind}) for {visitor.role}"
        if met != right:
            yield f"{asked}: {met}, not {right}"
        if acts.came() and not (may_act and right == IN):
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
    app.config["SECOND_FACTOR_REQUIRED"] = True  # everybody with duties but one is excused
    assert sorted(set(unknown(found, world))) == []
    roles = {*ROLES, *(STALE + role for role in ROLES)}
    if db.engine.dialect.name == "postgresql":
        found = [route for route in found if route.parameters]
        roles = {"guest", "letter", "member", "moderator"}

    def arrive() -> list[Visitor]:
        return [one for one in visitors(app, world, as_person) if one.role in roles]

    met = list(faults(found, arrive, world))

    assert met == [], "\n" + "\n".join(met)
