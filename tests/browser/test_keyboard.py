"""Nobody needs a mouse: reading, asking, replying, deciding by Tab, letters, Space and Enter."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forum.core.db import db
from forum.threads.rows import address
from tests.browser.keys import Keys
from tests.factories.people import PASSWORD, make_citizen, make_moderator
from tests.factories.threads import make_pending_reply, make_thread
from tests.page import Client

TITLE = "Nước sinh hoạt ở bản"
REPLY = "Bản tôi cũng thiếu nước từ tháng ba."
SUBMIT = "main form [type=submit]:not([name=preview])"

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def keys(desk: Page) -> Keys:
    return Keys(desk)


def sign_in(keys: Keys, name: str) -> None:
    """From any page, by its own link."""
    keys.to("header a[href^='/dang-nhap']")
    keys.enter()
    keys.to("[name=username]")
    keys.type(name)
    keys.to("[name=password]")
    keys.type(PASSWORD)
    keys.enter()


def test_the_first_stop_leads_past_the_menu(keys: Keys) -> None:
    keys.page.goto("/")

    keys.tab()
    assert keys.at("a.skip")
    keys.press("Enter")
    assert keys.at("main")
    keys.tab()

    assert keys.at("main *")


@pytest.mark.parametrize("path", ["/", "/chuyen-muc", "/hoi-dap/gui", "/dang-ky", "/theo-doi"])
def test_every_stop_can_be_seen_and_the_order_is_the_page_s(keys: Keys, path: str) -> None:
    make_thread(title=TITLE)
    keys.page.goto(path)
    number = "() => [...document.querySelectorAll('*')].indexOf(document.activeElement)"

    stops = []
    while keys.tab():
        stops.append(keys.page.evaluate(number))

    assert len(stops) > 10
    assert stops == sorted(set(stops))


def test_a_guest_asks(keys: Keys) -> None:
    keys.page.goto("/")

    keys.to("a[href='/hoi-dap/gui']")
    keys.enter()
    keys.to("[name=body]")
    keys.type("Bản tôi chưa có điện. Bao giờ có điện?")
    keys.to("[name=visibility]")
    keys.press("ArrowDown")
    keys.to("[name=accept_rules]")
    keys.press("Space")
    keys.to(SUBMIT)
    keys.enter()

    assert "/theo-doi/phieu/" in keys.page.url
    expect(keys.page.locator("main .code, main .receipt-code").first).to_be_visible()


def test_a_member_signs_in_and_replies(keys: Keys) -> None:
    thread = make_thread(title=TITLE)
    citizen = make_citizen()
    keys.page.goto(address(thread.id, TITLE))

    sign_in(keys, citizen.username)
    keys.page.goto(address(thread.id, TITLE))
    keys.to(f"a[href='/chu-de/{thread.id}/tra-loi']")
    keys.enter()
    keys.to("[name=body]")
    keys.type(REPLY)
    keys.to("[name=accept_rules]")
    keys.press("Space")
    keys.to(SUBMIT)
    keys.enter()

    expect(keys.page.get_by_text(REPLY).first).to_be_visible()
    assert "/chu-de/" in keys.page.url


def test_a_moderator_decides(keys: Keys, client: Client) -> None:
    thread = make_thread(title=TITLE)
    revision = make_pending_reply(thread=thread, body=REPLY)
    moderator = make_moderator()
    keys.page.goto("/")

    sign_in(keys, moderator.username)
    keys.to("a[href='/duyet-bai/hang-cho']")
    keys.enter()
    keys.to(f"main a[href='/duyet-bai/{revision.id}']")
    keys.enter()
    keys.to("[name=outcome][value=approve]")
    keys.enter()

    db.session.expire_all()
    assert REPLY in client.get(address(thread.id, TITLE))
