"""A guest: a letter, a code on paper, the reply by the code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.people import make_staff
from tests.journeys.test_main_story import answer
from tests.page import Client


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_guest_reads_the_reply_with_nothing_but_the_code(
    plain_phone: Page, as_person: Callable[..., Client], say: Callable[..., str]
) -> None:
    phone = plain_phone
    phone.goto("/hoi-dap/gui")
    phone.fill("[name=body]", "Bản tôi chưa có điện. Bao giờ có điện?")
    phone.check("[name=visibility][value=private]")
    phone.check("[name=accept_rules]")
    phone.get_by_role("button", name=say("Send"), exact=True).click()
    code = phone.locator(".receipt .code, .receipt-code").first.inner_text().strip()
    assert len(code.replace("-", "").replace(" ", "")) == 9

    answer(as_person(make_staff()), as_person(make_staff()), "Tuyến điện đang được khảo sát.")

    phone.context.clear_cookies()
    phone.goto("/theo-doi")
    phone.fill("[name=code]", f" {code.lower().replace('-', ' ')} ")
    phone.locator("main form button[type=submit]").first.click()
    expect(phone.get_by_text("Tuyến điện đang được khảo sát.")).to_be_visible()
    assert code.replace("-", "") not in phone.url.replace("-", "")
