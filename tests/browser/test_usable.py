"""Every page and state on the narrowest phone, with text twice as large, for a broad thumb."""

from __future__ import annotations

import pytest

from scripts.shooting.camera import stand
from scripts.shooting.places import Place
from scripts.shooting.visit import ROLES, Visit
from tests.browser.measures import cut_off, gathered, large_text, out_of_reach, small_targets


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_lost_when_narrow_or_large(visit: Visit, places: list[Place], role: str) -> None:
    """320 pixels; then text at 200 % on 360 pixels. Nothing sticks out, nothing covers a link."""
    faults: list[tuple[str, str]] = []
    for place in (p for p in places if p.role == role and not p.printed):
        page = place.open(visit)
        stand(page, place, 320, "light")
        found = [f"at 320: {fault}" for fault in cut_off(page)]
        found += [f"too small: {fault}" for fault in small_targets(page)]
        stand(page, place, 360, "light")
        with large_text(page):
            found += [f"at 200 %: {fault}" for fault in cut_off(page) + out_of_reach(page)]
        faults += [(place.title, fault) for fault in found]

    assert not faults, "\n".join(["", *gathered(faults)])


def test_text_really_grows(visit: Visit, places: list[Place]) -> None:
    page = places[0].open(visit)
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    usual = page.evaluate(size)

    with large_text(page):
        assert page.evaluate(size) == 2 * usual


def test_what_is_lost_is_seen(visit: Visit, places: list[Place]) -> None:
    page = places[0].open(visit)
    page.evaluate(
        "document.querySelector('main').innerHTML = '<h1>x</h1><p><a href=/>a</a></p>"
        "<button>x</button><table><tr><td>' + 'x'.repeat(900) + '</table>'"
    )
    page.evaluate("document.querySelector('main button').style.height = '20px'")
    page.evaluate("document.querySelector('main a').style.cssText = 'position:fixed;left:0;top:0'")
    page.evaluate("document.querySelector('main table').style.cssText = 'white-space:nowrap'")

    assert any("beyond the edge: td" in fault for fault in cut_off(page))
    assert any("button" in fault for fault in small_targets(page))
    page.evaluate("document.querySelector('main a').style.top = '-500px'")
    assert any("out of reach: a" in fault for fault in out_of_reach(page))
