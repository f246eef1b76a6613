"""Files of ``static/``: kept for good under the name of their content."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.page import Client

STYLES = Path(__file__).resolve().parents[2] / "static/css/forum.css"


def rules(text: bytes) -> list[str]:
    """The lines of a stylesheet that a browser heeds."""
    heeded = re.sub(r"/\*.*?\*/", "", text.decode(), flags=re.DOTALL)
    return [line.strip() for line in heeded.splitlines() if line.strip()]


def addresses(client: Client) -> list[str]:
    """What the home page loads."""
    return [link.attrs["href"] for link in client.get("/").find_all("link")]


def test_every_file_of_a_page_carries_its_hash_and_is_kept_for_good(client: Client) -> None:
    found = addresses(client)
    assert len(found) >= 2
    for address in found:
        assert re.fullmatch(r"/static/[a-z/]+\.[0-9a-f]{8}\.(css|svg)", address)
        answer = client.http.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        # A copy for every cookie would be fetched again after signing in.
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/static/css/forum.css", "/static/css/forum.00000000.css"])
def test_another_name_gives_what_stands_now_and_is_asked_again(app: Flask, address: str) -> None:
    answer = app.test_client().get(address)

    assert rules(answer.data) == rules(STYLES.read_bytes()) and b"/*" not in answer.data
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    again = app.test_client().get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""


@pytest.mark.parametrize(
    "address",
    [
        "/static/css/nothing.css",
        "/static/css/forum.css.bak",
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static/",
        "/static/css",
    ],
)
def test_there_is_nothing_else(app: Flask, address: str) -> None:
    assert app.test_client().get(address).status_code == 404


def test_the_theme_is_part_of_the_one_stylesheet_and_of_its_name(
    app: Flask, client: Client
) -> None:
    plain = addresses(client)[1]
    app.extensions["forum.theme"] = lambda: ":root { --indigo: #123456; }"
    address = app.jinja_env.globals["asset"]("css/forum.css")  # type: ignore[operator]

    assert address != plain
    answer = app.test_client().get(address, headers={"Accept-Encoding": "gzip"})
    text = gzip.decompress(answer.data)
    assert rules(text) == [*rules(STYLES.read_bytes()), ":root { --indigo: #123456; }"]
    assert "immutable" in answer.headers["Cache-Control"]
    old = app.test_client().get(plain)
    assert old.data == text and old.headers["Cache-Control"] == "no-cache"


def test_files_can_only_be_read(app: Flask) -> None:
    head = app.test_client().head("/static/css/forum.css")
    assert head.data == b"" and int(head.headers["Content-Length"]) > 1000
    assert app.test_client().post("/static/css/forum.css").status_code in {400, 405}
