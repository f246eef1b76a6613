"""What a thread page weighs for a first visitor: a real browser with an empty cache."""

from __future__ import annotations

import os
import shutil
from typing import Any

from benching.figures import BY_ID, Result
from benching.pages import long_thread
from benching.server import Server

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--disable-gpu", "--no-first-run", "--disable-background-networking")


def measure(server: Server) -> list[Result]:
    """Bytes with heads, as they were sent (compressed), and requests, of a page of twenty posts."""
    from playwright.sync_api import sync_playwright

    asked: dict[str, str] = {}
    weights: dict[str, float] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=_flags())
        page = browser.new_context(locale="vi").new_page()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", lambda event: _note(asked, event))
        wire.on(
            "Network.loadingFinished",
            lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}),
        )
        page.goto(server.address + long_thread(server), wait_until="networkidle")
        browser.close()
    unfinished = [url for request, url in asked.items() if request not in weights]
    if unfinished:
        raise RuntimeError(f"the browser did not get {unfinished[0]}")
    total = sum(weights[request] for request in asked)
    return [
        Result(BY_ID["page.bytes.thread"], total, [weights[request] for request in asked]),
        Result(BY_ID["page.requests.thread"], len(asked)),
    ]


def _note(asked: dict[str, str], event: dict[str, Any]) -> None:
    """A ``data:`` address is part of the page it stands in."""
    if not event["request"]["url"].startswith("data:"):
        asked[event["requestId"]] = event["request"]["url"]


def _browser() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise RuntimeError("no browser: install chromium, or say CHROMIUM=/path/to/it")
    return found


def _flags() -> list[str]:
    return [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
