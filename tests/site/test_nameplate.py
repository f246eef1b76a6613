"""What every page says of the installation: band, footer, contact, colours; also without a row."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from forum.accounts.actors import System
from forum.core import clock
from forum.core.db import commit, content_changes, db
from forum.site import service
from forum.site.queries import the_site
from tests.page import Client

Say = Callable[..., str]
BAND = "This forum is being set up. It is not officially opened yet."
WORDS = {
    "authority": "Sở Dân tộc và Tôn giáo tỉnh mẫu",
    "content_officer": "Bà Lò Thị Mẫu",
    "content_officer_position": "Phó Giám đốc Sở mẫu",
    "address": "Số 1, bản Pá, xã Nậm Lành",
    "telephone": "0000 000 000",
    "email": "so-mau@example.org",
    "office_hours": "Thứ Hai đến Thứ Sáu",
    "licence": "Ghi rõ nguồn «mẫu» khi dùng lại.",
    "data_contact": "Ông Vàng Mẫu, phòng số 2\n0000 000 002",
    "legal_contact": "Ban Tiếp công dân mẫu",
}


def describe(**more: Any) -> None:
    service.describe_site(System(), the_site(), **{"words": WORDS, **more})
    commit()


def styles(client: Client) -> tuple[str, str]:
    """Address and text of the stylesheet of the front page."""
    html = client.get("/").html
    found = re.search(r'<link rel="stylesheet" href="([^"]+)"', html)
    assert found is not None
    return found[1], client.get(found[1]).html


@pytest.mark.usefixtures("app")
def test_the_footer_says_who_answers_for_the_forum(client: Client, say: Say) -> None:
    describe()

    for address in ("/", "/tro-giup", "/dang-nhap", "/khong-co"):
        (footer,) = client.get(address, status=None).find_all("footer")
        for name in ("authority", "content_officer", "content_officer_position", "address"):
            assert WORDS[name] in footer.text
        for name in ("telephone", "email", "licence"):
            assert WORDS[name] in footer.text


@pytest.mark.usefixtures("app")
def test_the_contact_page_says_all_of_it(client: Client) -> None:
    describe()
    page = client.get("/lien-he")

    missing = [text for text in WORDS.values() for line in text.splitlines() if line not in page]
    assert missing == []
    assert ("so-mau@example.org", "mailto:so-mau@example.org") in page.links
    assert WORDS["authority"] in client.get("/gioi-thieu")


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("name", list(WORDS))
def test_what_is_missing_is_left_out(client: Client, name: str) -> None:
    describe(words={**WORDS, name: ""})

    for address in ("/", "/lien-he"):
        page = client.get(address)
        assert "None" not in page and WORDS[name].splitlines()[0] not in page


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("address", ["/", "/dang-nhap", "/quy-che", "/khong-co"])
def test_the_band_stands_until_the_forum_is_open(client: Client, say: Say, address: str) -> None:
    page = client.get(address, status=None)
    assert say(BAND) in page and '<meta name="robots" content="noindex">' in page.html

    the_site().opened_at = clock.now()
    content_changes()
    commit()

    page = client.get(address, status=None)
    assert say(BAND) not in page and '<meta name="robots"' not in page.html


@pytest.mark.usefixtures("app")
def test_sample_data_has_its_own_band(client: Client, say: Say) -> None:
    describe(sample=True)
    page = client.get("/")

    assert say(BAND) not in page
    assert say("SAMPLE DATA – not a document of a state authority") in page
    assert '<meta name="robots" content="noindex">' in page.html


@pytest.mark.usefixtures("app")
def test_the_colours_come_with_the_one_stylesheet(client: Client) -> None:
    plain, without = styles(client)
    describe(words={"indigo": "#5b1a1a"})
    address, css = styles(client)

    assert "--indigo: #5b1a1a" not in without and "--indigo: #5b1a1a" in css
    assert address != plain
    assert css.startswith(without[:1000])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_another_process_shows_the_new_words_at_once(
    make_app: Callable[..., Flask], app: Flask, say: Say
) -> None:
    other = Client(make_app())
    assert WORDS["address"] not in other.get("/tro-giup")

    describe()

    assert WORDS["address"] in other.get("/tro-giup")


def test_the_settings_speak_while_the_row_is_empty(make_app: Callable[..., Flask]) -> None:
    client = Client(make_app(SITE_NAME="Diễn đàn thử", SITE_CONTACT="Số 2, bản Pá\n0000 000 003"))
    page = client.get("/lien-he")

    assert page.title.endswith("Diễn đàn thử")
    assert "Số 2, bản Pá" in page and "0000 000 003" in page


@pytest.mark.parametrize("gone", ["site", "content_version"])
def test_a_page_that_needs_no_database_says_the_last_known_words(
    app: Flask, client: Client, gone: str
) -> None:
    describe()
    assert WORDS["address"] in client.get("/tro-giup")
    with db.engine.begin() as link:
        link.exec_driver_sql(f"ALTER TABLE {gone} RENAME TO away")

    page = client.get("/khong-co", status=404)

    assert WORDS["address"] in page


@pytest.mark.usefixtures("app")
def test_a_new_process_without_its_row_speaks_by_the_settings(
    make_app: Callable[..., Flask],
) -> None:
    with db.engine.begin() as link:
        link.exec_driver_sql("ALTER TABLE site RENAME TO away")

    page = Client(make_app(SITE_NAME="Diễn đàn thử")).get("/khong-co", status=404)

    assert page.title.endswith("Diễn đàn thử")
