"""Pages leave compressed for those who can read that, and only for those."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from flask import Flask

from forum.web.compression import accepts_gzip
from tests.factories.people import make_citizen
from tests.page import Client

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
PAGES = ["/", "/chuyen-muc", "/tim-kiem", "/dang-nhap", "/static/css/forum.css"]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.5", True),
        ("*", True),
        ("br, *;q=0.1", True),
        ("gzip;q=0", False),
        ("*, gzip;q=0", False),
        ("br", False),
        ("identity", False),
        ("", False),
        (None, False),
        ("gzip;q=x", False),
    ],
)
def test_who_reads_gzip(header: str | None, wanted: bool) -> None:
    assert accepts_gzip(header) is wanted


@pytest.mark.parametrize("address", PAGES)
def test_the_same_text_in_fewer_bytes(app: Flask, address: str) -> None:
    plain = app.test_client().get(address)
    packed = app.test_client().get(address, headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    for answer in (plain, packed):
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    if address != "/dang-nhap":  # its token is another each time
        assert gzip.decompress(packed.data) == plain.data
        tags = [answer.headers.get("ETag") for answer in (plain, packed)]
        assert None not in tags and tags[0] != tags[1]


@pytest.mark.parametrize("address", PAGES)
def test_a_refusal_is_respected(app: Flask, address: str) -> None:
    answer = app.test_client().get(address, headers={"Accept-Encoding": "gzip;q=0"})

    assert "Content-Encoding" not in answer.headers
    assert answer.get_data(as_text=True)


@pytest.mark.parametrize("address", PAGES)
def test_head_and_304_are_right(app: Flask, address: str) -> None:
    browser = app.test_client()
    page = browser.get(address, headers=GZIP)
    head = browser.head(address, headers=GZIP)

    assert head.data == b""
    assert head.headers["Content-Encoding"] == "gzip"
    if "ETag" not in page.headers:
        return
    assert head.headers["Content-Length"] == page.headers["Content-Length"]
    again = browser.get(address, headers={**GZIP, "If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""
    assert "Content-Encoding" not in again.headers


def test_signed_in_pages_too(app: Flask, as_person: Callable[..., Client]) -> None:
    member = as_person(make_citizen("Lò Thị Mai")).http
    answer = member.get("/", headers=GZIP)

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Lò Thị Mai" in gzip.decompress(answer.data).decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_is_small_or_empty_is_left_alone(app: Flask) -> None:
    browser = app.test_client()
    for address in ("/healthz", "/static/img/favicon.svg", "/ngon-ngu/en"):
        assert "Content-Encoding" not in browser.get(address, headers=GZIP).headers


def test_an_error_page_is_compressed(app: Flask) -> None:
    answer = app.test_client().get("/khong-co", headers=GZIP)

    assert answer.status_code == 404
    assert "</html>" in gzip.decompress(answer.data).decode()
