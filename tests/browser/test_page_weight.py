"""A page on its first visit: few bytes, few requests. Measured on the wire by a real browser."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache

import pytest
from flask import Flask
from playwright.sync_api import Browser

from forum.threads.rows import address
from scripts.shooting.places import Place
from scripts.shooting.site import Site
from tests.browser.lines import first_visit
from tests.factories.threads import make_post, make_thread
from tests.fixtures.database import ROOT
from tests.fixtures.site import serving

BYTES = 25_000  # with headers, style and icon: half a second at 400 kbit/s
REQUESTS = 3  # the page, its style, its icon
POSTS = 20  # on one page of a thread
TITLE = "Nước sinh hoạt ở bản"
SENTENCE = 80  # characters; shorter strings are names and keys
LONG = 2_000  # bytes of HTML
LONGEST = 13_000  # bytes of 10,000 characters, the most a post may have

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@cache
def sample_words() -> bytes:
    """Everything that people say in the sample data, once: real sentences of many writers."""
    files = sorted((ROOT / "forum" / "cli" / "demo").glob("*.toml"))
    texts = (text for file in files for text in _strings(tomllib.loads(file.read_text("utf-8"))))
    return "\n\n".join(dict.fromkeys(text for text in texts if len(text) > SENTENCE)).encode()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def prose(length: int, number: int) -> str:
    """The so-and-so-many-th piece of that many bytes; no piece repeats another."""
    piece = sample_words()[number * length : (number + 1) * length]
    assert len(piece) == length
    return piece.decode("utf-8", "ignore")


def test_every_page_of_a_visitor_is_light(
    chromium: Browser, demo: Site, places: list[Place]
) -> None:
    mine = {p.address for p in places if p.role == "visitor" and not p.arrive and not p.printed}
    costs = {address: first_visit(chromium, demo.address + address) for address in sorted(mine)}

    heavy = {a: str(c) for a, c in costs.items() if c.bytes > BYTES or c.requests > REQUESTS}

    assert len(costs) > 20
    assert heavy == {}


@one_database
@pytest.mark.parametrize(("posts", "length"), [(POSTS, LONG), (3, LONGEST)])
def test_a_thread_of_long_posts_is_light(
    app: Flask, chromium: Browser, posts: int, length: int
) -> None:
    thread = make_thread(title=TITLE, body=prose(length, 0))
    for number in range(1, posts):
        make_post(thread=thread, body=prose(length, number))

    with serving(app) as origin:
        cost = first_visit(chromium, f"{origin}{address(thread.id, TITLE)}")

    assert cost.requests <= REQUESTS, str(cost)
    assert cost.bytes <= BYTES, str(cost)
