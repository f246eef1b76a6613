"""A citizen's phone: 360 px, touch, Vietnamese; with scripts, without, and on a slow line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
}
# What many mountain communes have: 400 kbit/s both ways, 400 ms, a processor four times slower.
SLOW = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "offline": False}


def _watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and the list of everything the browser complained about on it."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on(
        "console",
        lambda line: complaints.append(f"console: {line.text}") if line.type == "error" else None,
    )
    page.set_default_timeout(10_000)
    return page, complaints


def _open(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=address, **PHONE, **options)
    page, complaints = _watched(context)
    yield page
    context.close()
    # A refused form answers 4xx on purpose; the browser notes that, and it is no fault.
    wrong = [line for line in complaints if "server responded with a status of 4" not in line]
    assert wrong == []


@pytest.fixture
def phone(chromium: Browser, served: str) -> Iterator[Page]:
    """The site on a phone: ``phone.goto("/")``. A script error or a CSP report fails the test."""
    yield from _open(chromium, served)


@pytest.fixture
def plain_phone(chromium: Browser, served: str) -> Iterator[Page]:
    """The same with scripts switched off."""
    yield from _open(chromium, served, java_script_enabled=False)


@pytest.fixture
def slow_phone(phone: Page) -> Page:
    """The same on a slow line."""
    link = phone.context.new_cdp_session(phone)
    link.send("Network.enable")
    link.send("Network.emulateNetworkConditions", SLOW)
    link.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    phone.set_default_timeout(30_000)
    return phone
