"""Every public page on the smallest phone, as a browser really draws it."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}
# Pages that are not read but fetched: files, checks of machines.
MACHINES = ("/healthz", "/readyz", "/robots.txt", "/sitemap.xml", "/metrics")

PRESSED = "button:visible, select:visible, header nav a:visible, "
PRESSED += "input:visible:not([type=checkbox]):not([type=radio])"

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def public_pages(app: Flask) -> list[str]:
    rules = [
        rule for rule in app.url_map.iter_rules() if rule.endpoint in app.extensions["forum.public"]
    ]
    found = {rule.rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments}
    return sorted(found - set(MACHINES))


@one_database
def test_no_page_scrolls_sideways_at_320_pixels(app: Flask, plain_phone: Page) -> None:
    plain_phone.set_viewport_size(NARROW)  # type: ignore[arg-type]
    wide = {}
    for path in public_pages(app):
        plain_phone.goto(path)
        width = plain_phone.locator("html").evaluate("page => page.scrollWidth")
        if width > NARROW["width"]:
            wide[path] = width

    assert wide == {}


@one_database
def test_the_strict_policy_blocks_nothing_the_pages_need(app: Flask, phone: Page) -> None:
    """A report of the policy would fail the fixture; the stylesheet must have come."""
    for path in public_pages(app):
        phone.goto(path)
        sheets = phone.evaluate("document.styleSheets.length")
        assert sheets == 1, path


@one_database
def test_what_is_pressed_is_large_enough(app: Flask, plain_phone: Page) -> None:
    """44 pixels high: buttons, fields and the entries of the menu."""
    small = {}
    for path in public_pages(app):
        plain_phone.goto(path)
        for target in plain_phone.locator(PRESSED).all():
            box = target.bounding_box()
            if box and box["height"] < 44:
                name = target.inner_text() or target.get_attribute("name")
                small[f"{path} {name}"] = box["height"]

    assert small == {}
