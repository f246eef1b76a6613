"""The rows of links that lead through a person's own pages and through the long help page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factories.people import make_administrator, make_citizen
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]

OWN = {
    "/bai-cua-toi": "Texts",
    "/ban-nhap": "Drafts",
    "/dang-theo-doi": "Followed",
    "/danh-dau": "Bookmarks",
    "/thong-bao": "Notices",
    "/tai-khoan": "Account",
}


def row(page: Page, words: str) -> dict[str, str]:
    """Address → text of the links in the row that is named so."""
    found = page.find_all("nav", **{"aria-label": words})
    return {a.attrs["href"]: a.text for nav in found for a in nav.find_all("a")}


@pytest.mark.usefixtures("app")
def test_every_own_page_has_the_same_row_and_marks_itself(as_person: AsPerson, say: Say) -> None:
    client = as_person(make_citizen())

    for address in OWN:
        page = client.get(address)

        assert row(page, say("My pages")) == {href: say(text) for href, text in OWN.items()}
        here = [nav.find_all("a", **{"aria-current": "page"}) for nav in page.find_all("nav")]
        assert [a.attrs["href"] for links in here for a in links].count(address) == 1


def test_the_help_page_begins_with_its_questions(client: Client, say: Say) -> None:
    page = client.get("/tro-giup")

    asked = row(page, say("Questions on this page"))
    heads = {f"#{h.attrs['id']}": h.text for h in page.find_all("h2") if "id" in h.attrs}
    assert len(asked) > 10
    assert asked == heads


@pytest.mark.usefixtures("app")
def test_the_app_on_the_same_telephone_is_one_link_away(as_person: AsPerson) -> None:
    page = as_person(make_administrator()).get("/tai-khoan/xac-thuc-hai-buoc")

    assert any(href.startswith("otpauth://totp/") for _text, href in page.links)


@pytest.mark.usefixtures("app")
def test_the_condition_page_leads_to_what_must_be_done(as_person: AsPerson) -> None:
    page = as_person(make_administrator()).get("/quan-tri/tinh-trang")

    notice = page.find_all("div", **{"class": "notice notice-madder"})
    marks = [a.attrs["href"] for box in notice for a in box.find_all("a")]
    assert marks
    assert all(page.find_all(id=mark[1:]) for mark in marks)
