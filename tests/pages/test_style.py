"""The style page: a sample of every piece that the stylesheet knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.factories.people import make_administrator
from tests.page import Client
from tests.web.test_stylesheet import STYLES, kinded, styled

# In the stylesheet but without a sample, and why.
UNSAMPLED = {
    "text-large": "the whole page of a person who chose it",
    "text-larger": "likewise",
}
KINDS = ("neutral", "indigo", "info", "leaf", "turmeric", "madder")


@pytest.fixture(params=["vi", "en"])
def drawn(app: Flask, as_person: Callable[..., Client], request: pytest.FixtureRequest) -> set[str]:
    """The classes on the page."""
    client = as_person(make_administrator(language=request.param))
    client.lang = request.param
    elements = client.get("/quan-tri/kieu-dang").find_all()
    return {name for element in elements for name in element.attrs.get("class", "").split()}


def test_the_style_page_has_a_sample_of_every_piece_in_several_kinds(drawn: set[str]) -> None:
    names = styled(STYLES.read_text("utf-8"))

    assert sorted(names - drawn - set(UNSAMPLED)) == []
    assert sorted(set(UNSAMPLED) - names | set(UNSAMPLED) & drawn) == []  # left out without need
    shown = {piece: sum(piece + kind in drawn for kind in KINDS) for piece in kinded()}
    assert [piece for piece, kinds in shown.items() if kinds < 3] == []
