"""The emblem: a small whole PNG and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.errors import RuleBroken
from forum.site import emblem
from tests.factories.people import make_administrator
from tests.page import Client
from tests.site import pictures

AsPerson = Callable[..., Client]


@pytest.mark.parametrize("size", [(1, 1), (48, 48), (512, 512)])
def test_a_small_png_is_taken(size: tuple[int, int]) -> None:
    data = pictures.png(*size)

    assert emblem.checked(data) == data


@pytest.mark.parametrize("name", pictures.REFUSED)
def test_anything_else_is_refused(name: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        emblem.checked(pictures.REFUSED[name])

    assert refused.value.field == "emblem"


@pytest.mark.parametrize("end", range(len(pictures.GOOD)))
def test_a_png_cut_anywhere_is_refused(end: int) -> None:
    with pytest.raises(RuleBroken):
        emblem.checked(pictures.GOOD[:end])


def send(browser: Client, data: bytes, **more: object):  # type: ignore[no-untyped-def]
    page = browser.get("/quan-tri/thiet-lap")
    return page.submit("/thiet-lap", emblem=(io.BytesIO(data), "huy-hieu.png"), **more)


def test_the_emblem_stands_in_the_header_and_is_kept_for_good(
    app: Flask, client: Client, as_person: AsPerson
) -> None:
    send(as_person(make_administrator()), pictures.GOOD)

    (image,) = client.get("/").find_all("img")
    assert (image.attrs["width"], image.attrs["height"], image.attrs["alt"]) == ("48", "48", "")
    picture = client.get(image.attrs["src"])
    assert picture.data == pictures.GOOD and picture.content_type == "image/png"
    assert picture.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    client.get("/bieu-trung/0000000000000000.png", status=404)


def test_the_emblem_can_be_taken_away(app: Flask, client: Client, as_person: AsPerson) -> None:
    browser = as_person(make_administrator())
    send(browser, pictures.GOOD)
    address = client.get("/").find_all("img")[0].attrs["src"]

    browser.get("/quan-tri/thiet-lap").submit("/thiet-lap", without_emblem="y")

    assert client.get("/").find_all("img") == []
    client.get(address, status=404)


@pytest.mark.parametrize("name", ["svg", "jpeg", "cut off", "too heavy"])
def test_a_refused_picture_leaves_the_typed_words(
    app: Flask, as_person: AsPerson, name: str
) -> None:
    browser = as_person(make_administrator())

    page = send(browser, pictures.REFUSED[name], address="Số 1, bản Pá")

    assert 'id="emblem-error"' in page.html
    assert page.form("/thiet-lap").values["address"] == "Số 1, bản Pá"
    assert browser.get("/quan-tri/thiet-lap").form("/thiet-lap").values["address"] == ""
