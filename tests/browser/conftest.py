"""A citizen's phone: 360 px, touch, Vietnamese; with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.shooting.command import every_place
from scripts.shooting.places import Place
from scripts.shooting.site import Site, demo_site
from scripts.shooting.visit import Visit

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
}


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
    context = browser.new_context(base_url=address, **(PHONE | options))
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
def desk(chromium: Browser, served: str) -> Iterator[Page]:
    """The site on a wide screen without touch, for a person who uses the keyboard alone."""
    wide = {"width": 1280, "height": 900}
    yield from _open(
        chromium, served, viewport=wide, is_mobile=False, has_touch=False, device_scale_factor=1
    )


@pytest.fixture(scope="session")
def demo(quick_folder: Path) -> Iterator[Site]:
    """The site with its sample data in processes of its own, for tests that only look."""
    folder = quick_folder / "demo-site"
    folder.mkdir()
    with demo_site(folder) as site:
        yield site


@pytest.fixture(scope="session")
def visit(chromium: Browser, demo: Site) -> Iterator[Visit]:
    """Every role at that site, signed in."""
    visit = Visit(chromium, demo)
    yield visit
    visit.close()


@pytest.fixture(scope="session")
def places(visit: Visit) -> list[Place]:
    """Every page of the map and every state, as ``scripts/shots`` draws them."""
    return every_place(visit)
