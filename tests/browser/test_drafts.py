"""A member writes on a phone: the line breaks, the page is gone, a second one is open. What was
typed comes back; with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from forum.accounts.models import Person
from forum.core.db import db
from forum.drafts.queries import drafts_of
from forum.threads.models import Post
from tests.browser.conftest import PHONE
from tests.browser.lines import counted
from tests.factories.people import make_citizen
from tests.factories.threads import make_category, make_thread
from tests.fixtures.database import ROOT
from tests.page import Client

TEXT = "Bản tôi có một cây cầu treo đã hỏng hai tháng, bà con qua suối rất khó."
BYTES, REQUESTS, SCRIPT = 25_000, 4, 2_500  # page, style, icon, script; bytes of the script
SAVED = "#draft-state"

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def writer(app: Flask) -> Person:
    """A member; the script saves every half second, so that nobody waits."""
    app.config["DRAFT_SECONDS"] = 0.5
    make_category()
    return make_citizen()


@contextmanager
def phone_of(
    browser: Browser, served: str, client: Client, **options: object
) -> Iterator[BrowserContext]:
    """The member's phone: signed in, and nothing else on it."""
    context = browser.new_context(base_url=served, **(PHONE | options))  # type: ignore[arg-type]
    name = client.app.config["SIGNIN_COOKIE"]
    cookie = client.http.get_cookie(name)
    assert cookie is not None
    context.add_cookies([{"name": name, "value": cookie.value, "url": served}])
    context.set_default_timeout(10_000)
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def kept(writer: Person) -> list[str]:
    db.session.rollback()
    return [draft.fields["body"] for draft in drafts_of(writer)]


@one_database
def test_a_page_that_dies_comes_back_with_the_words(
    chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client], say: Callable
) -> None:
    client = as_person(writer)
    with phone_of(chromium, served, client) as phone:
        page = opened(phone, "/chu-de/moi")
        page.fill("[name=title]", "Cầu treo hỏng")
        page.type("[name=body]", TEXT)
        expect(page.locator(SAVED)).to_contain_text(say("Draft saved at %(time)s.", time="")[:-1])
        expect(page.locator("[name=seen_draft]")).not_to_have_value("0")
        page.close()
    with phone_of(chromium, served, client) as phone:
        page = opened(phone, "/chu-de/moi")
        expect(page.locator("[name=body]")).to_have_value(TEXT)
        expect(page.locator("[name=title]")).to_have_value("Cầu treo hỏng")
        page.check("[name=accept_rules]")
        page.get_by_role("button", name=say("Send"), exact=True).click()
        expect(page).to_have_url(re.compile(r"/chu-de/\d"))
    assert kept(writer) == []
    assert db.session.query(Post).count() == 1


@one_database
def test_a_page_that_is_left_saves_at_once_and_back_shows_the_words(
    app: Flask, chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client]
) -> None:
    app.config["DRAFT_SECONDS"] = 600
    with phone_of(chromium, served, as_person(writer)) as phone:
        page = opened(phone, "/chu-de/moi")
        page.fill("[name=body]", TEXT)
        page.click(".brand")
        page.wait_for_url("**/")
        page.wait_for_timeout(500)
        page.go_back()
        expect(page.locator("[name=body]")).to_have_value(TEXT)
        assert kept(writer) == [TEXT]


@one_database
def test_without_scripts_the_button_does_it(
    chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client], say: Callable
) -> None:
    with phone_of(chromium, served, as_person(writer), java_script_enabled=False) as phone:
        page = opened(phone, "/chu-de/moi")
        page.fill("[name=body]", TEXT)
        page.get_by_role("button", name=say("Save the draft")).click()
        expect(page.locator("[name=body]")).to_have_value(TEXT)
        assert kept(writer) == [TEXT]
        page.get_by_role("button", name=say("Throw the draft away")).click()
        expect(page.locator("[name=body]")).to_have_value("")
        assert kept(writer) == []


@one_database
def test_two_pages_do_not_overwrite_each_other(
    chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client], say: Callable
) -> None:
    with phone_of(chromium, served, as_person(writer)) as phone:
        first, second = opened(phone, "/chu-de/moi"), opened(phone, "/chu-de/moi")
        first.bring_to_front()
        first.fill("[name=body]", TEXT)
        expect(first.locator(SAVED)).not_to_be_empty()
        second.bring_to_front()
        second.fill("[name=body]", "Lời của trang thứ hai.")
        overtaken = say(
            "Another page saved another draft in the same place. Nothing was overwritten. "
            "Save again if this text is to replace it."
        )
        expect(second.locator(SAVED)).to_have_text(overtaken)
        assert kept(writer) == [TEXT]

        button = second.get_by_role("button", name=say("Save the draft"))
        button.click()
        expect(second.get_by_text(overtaken)).to_be_visible()
        expect(second.locator("[name=body]")).to_have_value("Lời của trang thứ hai.")
        with second.expect_response(lambda answer: answer.request.method == "POST"):
            button.click()
        expect(second.locator(SAVED)).to_contain_text("/")
        assert kept(writer) == ["Lời của trang thứ hai."]


@one_database
def test_a_broken_line_is_said_and_tried_again(
    chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client], say: Callable
) -> None:
    with phone_of(chromium, served, as_person(writer)) as phone:
        page = opened(phone, "/chu-de/moi")
        phone.set_offline(True)
        page.fill("[name=body]", TEXT)
        failed = say("Not saved yet. Your text is still here; the page tries again.")
        expect(page.locator(SAVED)).to_have_text(failed)
        assert kept(writer) == []
        phone.set_offline(False)
        expect(page.locator(SAVED)).not_to_have_text(failed)
        assert kept(writer) == [TEXT]


@one_database
def test_near_the_end_the_characters_are_counted(
    chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client], say: Callable
) -> None:
    with phone_of(chromium, served, as_person(writer)) as phone:
        page = opened(phone, "/chu-de/moi")
        page.fill("[name=title]", "x" * 100)
        page.wait_for_timeout(900)
        expect(page.locator("#draft-left")).to_be_empty()
        page.fill("[name=title]", "ế" * 140)
        expect(page.locator("#draft-left")).to_have_text(f"{say('Characters left:')} 10")


@one_database
def test_pages_of_writing_are_light(
    chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client]
) -> None:
    thread = make_thread()
    for address in ("/chu-de/moi", f"/chu-de/{thread.id}/tra-loi", "/hoi-dap/gui"):
        with phone_of(chromium, served, as_person(writer)) as phone:
            page = phone.new_page()
            cost = counted(phone.new_cdp_session(page))
            page.goto(address)
            icon = page.locator("link[rel~=icon]").evaluate("link => link.href")
            if icon not in cost.addresses:  # a browser without a window fetches none
                page.goto(icon)
        assert cost.requests <= REQUESTS, str(cost)
        assert cost.bytes <= BYTES, str(cost)


def test_the_script_is_small() -> None:
    assert sum(file.stat().st_size for file in Path(ROOT / "static" / "js").iterdir()) < SCRIPT
