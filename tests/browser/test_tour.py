"""The list of places behind scripts/shots and these tests: whole, and its faults are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.shooting.command import read, run
from scripts.shooting.places import Missing, Place, find_places
from scripts.shooting.routes import LEFT_OUT, Route, listed, pages
from scripts.shooting.visit import ROLES, Visit


def test_every_page_of_the_map_is_a_place(places: list[Place]) -> None:
    wanted = {route.endpoint for route in pages()}

    assert wanted - {place.endpoint for place in places} == set()
    assert {place.role for place in places} == set(ROLES)


def test_every_guard_belongs_to_a_role_and_nothing_is_left_out_twice() -> None:
    drawn = [route for route in listed() if "GET" in route.methods and route.guard != "static"]

    assert {route.role for route in drawn} <= set(ROLES)
    assert set(LEFT_OUT) <= {route.endpoint for route in listed()}


def test_titles_are_unique(places: list[Place]) -> None:
    titles = [place.title for place in places]

    assert len(set(titles)) == len(titles)


def test_a_page_that_no_link_leads_to_is_named(visit: Visit) -> None:
    lost = Route("/chu-de/<int:number>/an", "threads.hidden", frozenset({"GET"}), "public")

    with pytest.raises(Missing, match=r"threads\.hidden"):
        find_places(visit, [lost])


def test_pictures_are_named_and_listed(
    visit: Visit, places: list[Place], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = read(["--out", str(tmp_path), "visitor-pages-home", "visitor-rules-print"])

    assert run(visit, places, options) == 0

    names = {path.name for path in tmp_path.glob("*.png")}
    views = {f"{w}-{s}" for w in (360, 1280) for s in ("light", "dark")}
    assert names == {f"visitor-pages-home-{view}.png" for view in views} | {
        "visitor-rules-print-794-light.png"
    }
    album = (tmp_path / "index.html").read_text("utf-8")
    assert all(f'src="{name}"' in album for name in names)
    assert capsys.readouterr().out.strip().endswith("index.html")


def test_what_is_wrong_is_told_and_fails(
    visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that sticks out, a style that the policy refuses, a page that is not there."""

    def spoil(_visit: Visit, page: object) -> None:
        script = """document.querySelector('h1').style.whiteSpace = 'pre';
            document.querySelector('h1').textContent = 'x'.repeat(500);
            document.body.insertAdjacentHTML('beforeend', '<p style="color:red">x</p>')"""
        page.evaluate(script)  # type: ignore[attr-defined]

    spoilt = Place("visitor", "spoilt", "", "/", spoil)
    gone = Place("visitor", "gone", "", "/khong-co-trang-nay")
    options = read(["--out", str(tmp_path), "--width", "360", "--scheme", "light"])

    assert run(visit, [spoilt, gone], options) == 1

    told = capsys.readouterr().out
    assert "visitor-spoilt-360-light.png: " in told and "pixels wide" in told
    assert "visitor-spoilt: console: " in told and "Content Security Policy" in told
    assert "visitor-gone: " in told and "answered 404" in told
