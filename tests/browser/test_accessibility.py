"""Every page and state, for every role, on a phone, light and dark: axe finds nothing."""

from __future__ import annotations

import pytest

from scripts.shooting.camera import stand
from scripts.shooting.places import Place
from scripts.shooting.visit import ROLES, Visit
from tests.browser.axe import findings
from tests.browser.measures import gathered


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing(visit: Visit, places: list[Place], role: str) -> None:
    """In the dark only the colours are looked at again: nothing else is different there."""
    mine = [place for place in places if place.role == role and not place.printed]
    faults: list[tuple[str, str]] = []
    for place in mine:
        page = place.open(visit)
        stand(page, place, 360, "light")
        found = findings(page)
        stand(page, place, 360, "dark")
        found += [f"in the dark {fault}" for fault in findings(page, colours_only=True)]
        faults += [(place.title, fault) for fault in found]

    assert mine
    assert not faults, "\n".join(["", *gathered(faults)])


def test_axe_sees_a_fault(visit: Visit, places: list[Place]) -> None:
    page = places[0].open(visit)
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x><h6>x</h6>'")

    rules = {fault.partition(":")[0] for fault in findings(page)}

    assert {"image-alt", "page-has-heading-one"} <= rules
