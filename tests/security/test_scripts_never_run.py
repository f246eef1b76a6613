"""Attack text as title, body and name, read by a real browser with the page policy switched off.

The policy is the second wall; this is about the first. The control shows that the browser would
run what gets through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route

from forum.core.db import db
from forum.core.text import one_line, tidy
from forum.threads import service
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Category
from forum.threads.service import Wording
from tests.factories.people import make_citizen
from tests.factories.threads import make_category, make_thread
from tests.fixtures.site import serving
from tests.security.payloads import payloads

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

TEXTS = payloads("html-xss", "html-parse", "naughty", "ssti", "svg-upload")
HOOK = """
window.ran = 0;
for (const name of ["alert", "confirm", "prompt", "print"]) {
  window[name] = () => { window.ran += 1; };
}
"""
# What would need a click: handlers, styles, addresses of another kind.
DANGEROUS = """
[...document.querySelectorAll(".prose *")].filter(e => [...e.attributes].some(a =>
  a.name.startsWith("on") || a.name === "style" ||
  (/^(href|src)$/.test(a.name) && !/^(https?:|mailto:|[/#])/i.test(a.value)))).length
"""


def unprotected(app: Flask) -> Flask:
    """The same site without its page policy."""

    def wall_off(response: Any) -> Any:
        response.headers.pop("Content-Security-Policy", None)
        return response

    app.after_request_funcs.setdefault(None, []).insert(0, wall_off)
    return app


@pytest.fixture
def hooked(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    context.add_init_script(HOOK)

    def only_here(route: Route) -> None:
        near = route.request.url.startswith(("http://127.0.0.1", "data:", "blob:"))
        route.continue_() if near else route.abort()

    context.route("**/*", only_here)
    yield context
    context.close()


def ran(page: Page) -> int:
    page.wait_for_timeout(30)
    return sum(frame.evaluate("window.ran || 0") for frame in page.frames)


def plant(category: Category) -> list[int]:
    """Every payload as a reply, every twentieth also as title and name; ids of the threads."""
    threads = []
    for start in range(0, len(TEXTS), 19):
        group = TEXTS[start : start + 19]
        author = make_citizen()
        for _ in range(2):
            make_thread(author)
        author.display_name = one_line(group[0])[:80] or "x"
        title = one_line(group[-1])[:150] or "x"
        opening = service.open_thread(
            author, category, wording=Wording(tidy(group[0]), title=title, accepts_rules=True)
        )
        db.session.flush()
        for text in group:
            wording = Wording(tidy(text)[:10_000] or "x", accepts_rules=True)
            service.submit_reply(author, opening.post.thread, wording=wording)
        threads.append(opening.post.thread_id)
        db.session.commit()
    return threads


def test_the_control_runs_scripts(hooked: BrowserContext) -> None:
    page = hooked.new_page()
    executed = 0
    for text in payloads("html-xss")[:120]:
        page.set_content(
            f"<!doctype html><script>{HOOK}</script><div>{text}</div>", wait_until="commit"
        )
        executed += ran(page) > 0
    assert executed >= 10


@one_database
def test_no_page_runs_what_a_person_wrote(app: Flask, hooked: BrowserContext) -> None:
    category = make_category(mode=CategoryMode.AFTER)
    threads = plant(category)
    with serving(unprotected(app)) as address:
        page = hooked.new_page()
        for thread_id in threads:
            page.goto(f"{address}/chu-de/{thread_id}")
            assert page.locator("article.post").count() > 1
            assert ran(page) == 0, f"thread {thread_id}"
            assert page.evaluate(DANGEROUS) == 0, f"thread {thread_id}"
        for path in (f"/chuyen-muc/{category.slug}", "/chuyen-muc", "/"):
            page.goto(address + path)
            assert ran(page) == 0, path
