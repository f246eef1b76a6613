"""A member sends a photo from a phone: with the buttons alone, and beside the script that saves."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, FilePayload, expect

from forum.core.db import db
from forum.drafts.addresses import THREAD
from forum.drafts.queries import draft_of
from forum.moderation import service as moderation
from forum.moderation.lifecycle import Outcome
from forum.threads.models import Attachment, Revision
from tests.browser.test_drafts import TEXT, Person, one_database, opened, phone_of, writer
from tests.factories.people import make_moderator
from tests.files.samples import photo
from tests.page import Client

__all__ = ["writer"]
FILE: FilePayload = {
    "name": "cầu treo.jpg",
    "mimeType": "image/jpeg",
    "buffer": photo(900, 700, "JPEG"),
}


def sent_files() -> list[Attachment]:
    db.session.rollback()
    return list(db.session.query(Attachment))


@one_database
def test_without_scripts_a_photo_is_added_sent_approved_and_tapped(
    chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client], say: Callable
) -> None:
    with phone_of(chromium, served, as_person(writer), java_script_enabled=False) as phone:
        page = opened(phone, "/chu-de/moi")
        page.fill("[name=title]", "Cầu treo hỏng")
        page.fill("[name=body]", TEXT)
        page.set_input_files("[name=file]", {**FILE, "name": f"cầu treo {'ă' * 80}.jpg"})
        page.get_by_role("button", name=say("Add to the text")).click()
        expect(page.locator("#files")).to_contain_text("cầu treo")
        expect(page.locator("[name=body]")).to_have_value(TEXT)
        page.check("[name=accept_rules]")
        page.locator("[name=title]").press("Enter")  # as good as the button, and removes nothing
        expect(page).to_have_url(re.compile(r"/chu-de/\d"))
        address = page.url
        _approve()
        page.context.clear_cookies()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.locator("a[href$='/nho']").tap()
        expect(page).to_have_url(re.compile(r"/tep/[0-9a-f]{32}/nho$"))
        assert page.evaluate("document.images[0].naturalWidth") == 320


@one_database
def test_the_script_saves_words_and_leaves_the_photo_to_its_button(
    chromium: Browser, served: str, writer: Person, as_person: Callable[..., Client], say: Callable
) -> None:
    with phone_of(chromium, served, as_person(writer)) as phone:
        page = opened(phone, "/chu-de/moi")
        sizes: list[int] = []
        page.on("request", lambda one: sizes.append(len(one.post_data_buffer or b"")))
        page.set_input_files("[name=file]", FILE)
        page.fill("[name=title]", "Cầu treo hỏng")
        page.type("[name=body]", TEXT)
        expect(page.locator("#draft-state")).to_contain_text("/")
        assert sizes and max(sizes) < 5_000 and sent_files() == []
        page.get_by_role("button", name=say("Save the draft")).click()
        expect(page.locator("#files")).to_contain_text("cầu treo")
        page.check("[name=accept_rules]")
        page.get_by_role("button", name=say("Send"), exact=True).click()
        expect(page).to_have_url(re.compile(r"/chu-de/\d"))
    assert len(sent_files()) == 1 and draft_of(writer, THREAD) is None


def _approve() -> None:
    revision = db.session.query(Revision).one()
    judge, seen = make_moderator(), revision.version
    moderation.decide(judge, revision, outcome=Outcome.APPROVE, seen_version=seen)
    db.session.commit()
