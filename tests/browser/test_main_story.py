"""The main job as a citizen does it: a phone of 360 pixels, scripts switched off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.people import PASSWORD, make_moderator, make_staff
from tests.fixtures.smtp import Mailbox
from tests.journeys.test_main_story import FIXED, QUESTION, answer, judge
from tests.page import Client


def send(phone: Page, words: str) -> None:
    phone.get_by_role("button", name=words, exact=True).click()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_citizen_asks_and_is_answered(
    plain_phone: Page,
    as_person: Callable[..., Client],
    drain_outbox: Callable[[], int],
    smtp: Mailbox,
    say: Callable[..., str],
) -> None:
    phone = plain_phone
    moderator = as_person(make_moderator())
    writer, approver = as_person(make_staff()), as_person(make_staff())

    phone.goto("/")
    phone.get_by_role("link", name=say("Sign in")).click()
    phone.get_by_role("link", name=say("Open an account")).click()
    phone.fill("[name=username]", "lothimai")
    phone.fill("[name=display_name]", "Lò Thị Mai")
    phone.fill("[name=password]", PASSWORD)
    phone.fill("[name=email]", "mai@example.org")
    send(phone, say("Open an account"))

    phone.get_by_role("link", name=say("Send a question")).first.click()
    phone.fill("[name=body]", QUESTION)
    send(phone, say("Send"))
    expect(phone.locator(".field-error")).to_be_visible()  # the rules are not accepted yet
    expect(phone.locator("[name=body]")).to_have_value(QUESTION)
    phone.check("[name=accept_rules]")
    send(phone, say("Send"))
    expect(phone).to_have_url(re.compile("/theo-doi/phieu/"))

    drain_outbox()
    judge(moderator, "return", "Xin bỏ số điện thoại trong bài.")
    drain_outbox()
    phone.goto("/thong-bao")
    phone.goto("/bai-cua-toi")
    expect(phone.get_by_text("Xin bỏ số điện thoại trong bài.")).to_be_visible()
    phone.get_by_role("link", name=say("Change the text and send it again")).click()
    phone.fill("[name=body]", FIXED)
    send(phone, say("Send"))

    judge(moderator, "approve")
    answer(writer, approver, "Ông/bà nộp giấy tại trung tâm hành chính công của xã.")
    drain_outbox()

    phone.goto("/")
    phone.fill("#q-head", "dat san xuat huoi lot")
    phone.locator("form[role=search] button, search button").first.click()
    phone.locator("main a[href*='/chu-de/'], main a[href*='/bai/']").first.click()
    card = phone.locator(".official-card")
    expect(card).to_contain_text("trung tâm hành chính công của xã")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(smtp.to("mai@example.org")) >= 3
