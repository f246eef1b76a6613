"""Texts of pages: a province's own words in one language, every version kept, and back again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.core.errors import Conflict, Forbidden
from forum.site import service
from forum.site.models import PageName, PageText
from tests.factories.people import make_administrator, make_citizen, make_moderator, make_staff
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]
HERE = "/quan-tri/trang"
OWN = "Gọi **tổng đài** của Sở trong giờ làm việc."
ADDRESSES = {
    "help": "/tro-giup",
    "about": "/gioi-thieu",
    "privacy": "/quyen-rieng-tu",
    "accessibility": "/tro-nang",
    "contact": "/lien-he",
}


def write(
    browser: Client, name: str = "help", body: str = OWN, *, tag: str = "vi", act: str = "save"
) -> Page:
    page = browser.get(f"{HERE}/{name}?ngon-ngu={tag}")
    return page.submit(f"/trang/{name}", body=body, act=act)


@pytest.mark.parametrize("address", [HERE, f"{HERE}/help"])
def test_only_administrators_write_pages(
    app: Flask, client: Client, as_person: AsPerson, address: str
) -> None:
    assert "/dang-nhap" in client.get(address).url
    for person in (make_citizen(), make_staff(), make_moderator()):
        as_person(person).get(address, status=403)
    browser = as_person(make_administrator())
    browser.get(address)
    browser.get(f"{HERE}/khong-co", status=404)
    browser.get(f"{HERE}/help?ngon-ngu=xx", status=404)


@pytest.mark.parametrize("name", ADDRESSES)
def test_own_words_stand_on_the_page_at_once_with_their_date(
    app: Flask, client: Client, as_person: AsPerson, name: str
) -> None:
    before = client.get(ADDRESSES[name])

    write(as_person(make_administrator()), name)

    page = client.get(ADDRESSES[name])
    assert "tổng đài" in page and page.find_all("strong")
    assert page.h1 == before.h1


def test_the_contact_page_keeps_the_facts_of_the_authority(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    write(as_person(make_administrator()), "contact")

    assert say("For a question to the offices") in client.get("/lien-he")


def test_a_page_can_be_looked_at_before_it_is_saved(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    page = write(as_person(make_administrator()), act="preview")

    assert say("Preview: nothing has been sent yet") in page and page.find_all("strong")
    assert page.form("/trang/help").values["body"].strip() == OWN
    assert "tổng đài" not in client.get("/tro-giup")


def test_another_language_gets_the_vietnamese_text_marked_until_it_has_its_own(
    app: Flask, as_person: AsPerson
) -> None:
    browser, reader = as_person(make_administrator()), Client(app, "en")
    reader.choose_language("en")

    write(browser)
    page = reader.get("/tro-giup")
    assert "tổng đài" in page and page.find_all("div", lang="vi")

    write(browser, body="Call the department.", tag="en")
    page = reader.get("/tro-giup")
    assert "Call the department." in page and "tổng đài" not in page


def test_versions_are_kept_and_the_shipped_text_comes_back(
    app: Flask, client: Client, as_person: AsPerson, say: Say
) -> None:
    shipped = client.get("/tro-giup").text
    browser = as_person(make_administrator())
    write(browser)
    write(browser, body="Lời thứ hai.")

    page = write(browser, act="reset")

    assert client.get("/tro-giup").text == shipped
    sources = db.session.scalars(sa.select(PageText.source).order_by(PageText.number))
    assert list(sources) == [OWN, "Lời thứ hai.", ""]
    older = page.click(say("Version %(number)s", number=1))
    assert older.form("/trang/help").values["body"].strip() == OWN


def test_a_page_holds_no_foreign_html(app: Flask, client: Client, as_person: AsPerson) -> None:
    browser = as_person(make_administrator())
    browser.typed = "<script>"

    write(browser, body="<script>alert(1)</script>\n\n[x](javascript:alert(1))")

    assert "<script>alert" not in client.get("/tro-giup").html


@pytest.mark.parametrize("body", ["x" * 10_001, "a\x00b"])
def test_a_refused_text_is_kept(app: Flask, as_person: AsPerson, body: str) -> None:
    page = write(as_person(make_administrator()), body=body)

    assert 'id="body-error"' in page.html
    assert db.session.scalar(sa.select(sa.func.count(PageText.id))) == 0


def test_of_two_administrators_the_second_is_told(app: Flask, as_person: AsPerson) -> None:
    pages = [as_person(make_administrator()).get(f"{HERE}/help") for _ in range(2)]
    pages[0].submit("/trang/help", body="Lời thứ nhất", act="save")

    late = pages[1].submit("/trang/help", body="Lời thứ hai", act="save", status=409)

    assert "Lời thứ hai" in late.html
    assert db.session.scalar(sa.select(PageText.source)) == "Lời thứ nhất"


@pytest.mark.parametrize("make", [make_citizen, make_staff, make_moderator])
def test_nobody_else_writes(app: Flask, make: Callable[[], object]) -> None:
    with pytest.raises(Forbidden):
        service.write_page(
            make(),  # type: ignore[arg-type]
            PageName.HELP,
            language="vi",
            source=OWN,
            seen_number=0,
        )


def test_a_version_nobody_saw_is_a_conflict(app: Flask) -> None:
    with pytest.raises(Conflict):
        service.write_page(
            make_administrator(), PageName.HELP, language="vi", source=OWN, seen_number=7
        )
