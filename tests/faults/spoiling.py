"""Every form that the forum shows to anybody, and ways to spoil what a browser would send."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from tests.architecture.access_world import World
from tests.architecture.test_access import Route, Visitor, routes
from tests.form import Form
from tests.html_tree import Element
from tests.page import Page

WORDS = "Bản tôi có một cây cầu treo."
UNREADABLE = ("abc", "1" + "0" * 30, "\x00")  # each field by itself
EVERYWHERE = ("", "-1", "٣", "1.0")  # all of them at once
WRITTEN = {"text", "email", "tel", "search", "password", ""}
KINDS = 4  # things of one address that a person looks at: so many own ones, so many others
# Another answer than to the form: a file or a draft is kept on the way.
ON_THE_WAY = {"attach", "detach", "draft", "preview", "drop"}


_numbers = itertools.count(1)


@dataclass
class Met:
    """A form on a page, and whose browser shows it."""

    endpoint: str
    visitor: Visitor
    form: Form

    @property
    def filled(self) -> dict[str, Any]:
        """As somebody sends it who wrote something into every line, by its first button. Another
        number is another matter: no text says what one before it said."""
        sent = {name: value for name, value in self.form.values.items() if name != "file"}
        words = f"{WORDS} Số {next(_numbers)}."
        for name, (first, *_more) in self.form.controls.items():
            if first.tag == "textarea" or (is_written(first) and not sent.get(name)):
                sent[name] = words
            elif name not in sent and name not in ON_THE_WAY and self.form.options(name):
                sent[name] = self.form.options(name)[0]
        return sent

    @property
    def chosen(self) -> list[str]:
        """Fields in which nobody writes: numbers, choices, what was seen, keys."""
        names = [name for name in self.filled if name != "csrf_token"]
        return [name for name in names if not is_written(self.form.controls[name][0])]

    @property
    def lines(self) -> list[str]:
        return [name for name in self.filled if is_written(self.form.controls[name][0])]


def is_written(control: Element) -> bool:
    kind = control.attrs.get("type", "").lower()
    return control.tag == "textarea" or (control.tag == "input" and kind in WRITTEN)


def met_by(app: Flask, visitor: Visitor, world: World) -> Iterator[Met]:
    """Every form that a person finds on the pages open to this role, once an endpoint."""
    seen: set[str] = set()
    adapter = app.url_map.bind("localhost")
    for url in _pages(visitor, world):
        answer = visitor.open("GET", url)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for form in Page(visitor, answer, url).forms:  # type: ignore[arg-type]
            if form.method != "post":
                continue
            endpoint, _values = adapter.match(urlsplit(form.action).path, method="POST")
            if endpoint not in seen:
                seen.add(endpoint)
                yield Met(endpoint, visitor, form)


def _pages(visitor: Visitor, world: World) -> Iterator[str]:
    for route in routes():
        if "GET" in route.methods and not _is_left(route):
            things = world.things(visitor.role, route.noun) if route.noun else {"": ""}
            own = [kind for kind in things if kind.startswith("own")]
            others = [kind for kind in things if kind not in own]
            yield from [route.address(things[kind]) for kind in own[:KINDS] + others[:KINDS]]


def _is_left(route: Route) -> bool:
    return route.endpoint == "static" or len(route.parameters) > 1


def spoilt(met: Met) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What was done, and what is sent."""
    for name in met.chosen:
        yield f"{name} is missing", {**met.filled, name: []}
        for value in UNREADABLE:
            yield f"{name} is {value!r}", {**met.filled, name: value}
    for value in EVERYWHERE:
        yield f"everything is {value!r}", {**met.filled, **dict.fromkeys(met.chosen, value)}
    yield "everything comes twice", {name: [said, said] for name, said in met.filled.items()}
    twice = {name: [met.filled[name], "abc"] for name in met.chosen}
    yield "everything comes with another", {**met.filled, **twice}
    token = {"csrf_token": met.filled.get("csrf_token", "")}
    yield "every name is a list", {**{f"{n}[]": said for n, said in met.filled.items()}, **token}
    yield "nothing but the token", token
    yield "a thousand more", {**met.filled, **{f"field{n}": "x" for n in range(1000)}}
    for value in ("chữ\x00cái", "x" * 11_000, "\u200b", ""):
        yield f"every line is {value[:9]!r}", {**met.filled, **dict.fromkeys(met.lines, value)}
