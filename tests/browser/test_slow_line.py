"""The front page on 400 kbit/s with 400 ms, beside a bare page on the same line."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from threading import Thread

import pytest
from playwright.sync_api import Browser

from scripts.shooting.site import Site
from tests.browser.lines import SLOW

BARE = b"<!doctype html><title>x</title><h1>x</h1>" + b"<p>x</p>" * 120  # 1 KB
# The page waits for one file more than the bare one, its style: one more way there and back, and
# both together are at most 25,000 bytes, another half second.
TIMES, MORE = 2.0, 600  # ms
RUNS = 3
PAINTED = """() => new Promise(done => new PerformanceObserver((list, me) => {
    for (const e of list.getEntriesByName("first-contentful-paint"))
        { me.disconnect(); done(e.startTime); }
}).observe({ type: "paint", buffered: true }))"""


class _Bare(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(BARE)))
        self.end_headers()
        self.wfile.write(BARE)

    def log_message(self, *_arguments: object) -> None:
        """Nothing: the test's output is for faults."""


@pytest.fixture
def bare() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Bare)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def first_paint(browser: Browser, address: str) -> float:
    """Milliseconds from the click to the first words, in a browser that was never here."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    link = context.new_cdp_session(page)
    link.send("Network.enable")
    link.send("Network.emulateNetworkConditions", SLOW)
    page.goto(address)
    painted = float(page.evaluate(PAINTED))
    assert page.locator("h1").first.is_visible()
    context.close()
    return painted


@pytest.mark.slow
def test_the_first_words_stand_soon_on_a_slow_line(
    chromium: Browser, demo: Site, bare: str
) -> None:
    pairs = [
        (first_paint(chromium, bare), first_paint(chromium, f"{demo.address}/"))
        for _run in range(RUNS)
    ]

    base, home = (median(times) for times in zip(*pairs, strict=True))

    assert home <= TIMES * base + MORE, f"{home:.0f} ms beside {base:.0f} ms of a bare page"
