"""Bodies with files: taken where a form asks for files, from who may send them, up to a size."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, url_for

from forum.cli.serving import WAITRESS
from forum.files import workshop
from forum.web import uploads
from forum.wiring import doors
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.files import samples
from tests.page import Client, Page

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TEXT = "Bản tôi có một cây cầu treo đã hỏng hai tháng."
MB = 1_000_000
EXPIRED, TOO_LARGE = 400, 413


def posting(app: Flask) -> dict[str, str]:
    """Endpoint → address of everything that takes a POST."""
    with app.test_request_context():
        return {
            rule.endpoint: url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "1"))
            for rule in app.url_map.iter_rules()
            if "POST" in (rule.methods or ())
        }


def form(size: int, **fields: str) -> dict[str, Any]:
    """A form with a file of this size."""
    return {**fields, "body": TEXT, "file": (io.BytesIO(b"\xff\xd8\xff" + bytes(size)), "anh.jpg")}


def status_of(browser: Client, address: str, size: int) -> int:
    return browser.post(address, form(size), status=None, follow=False).status  # type: ignore[arg-type]


def kept(page: Page) -> str:
    return "\n".join(area.text for area in page.find_all("textarea"))


def test_large_bodies_are_taken_by_forms_with_files_alone(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    """Without its token every form is refused; the others are not even read."""
    browser, addresses = as_person(make_citizen()), posting(app)

    answers = {name: status_of(browser, address, 2 * MB) for name, address in addresses.items()}

    assert set(addresses) >= doors.UPLOADING
    signed = doors.SIGNED  # their address is their token: the body is read by their view
    taken = {name for name, status in answers.items() if status != TOO_LARGE}
    assert taken - signed == doors.UPLOADING
    assert {answers[name] for name in doors.UPLOADING} == {EXPIRED}


def test_a_guest_gets_no_larger_bodies(app: Flask, client: Client) -> None:
    assert status_of(client, "/hoi-dap/gui", 2 * MB) == TOO_LARGE
    assert status_of(client, "/hoi-dap/gui", MB // 2) == EXPIRED


def test_what_no_form_takes_is_refused_and_its_text_comes_back(
    app: Flask, as_person: Callable[..., Client], say: Callable[..., str]
) -> None:
    """To be kept as a draft: "Send again" would send it without its file."""
    browser, thread = as_person(make_citizen()), make_thread()
    address = f"/chu-de/{thread.id}/tra-loi"

    fields = {"accept_rules": "y", "seen_draft": "0"}
    page = browser.post(address, form(10 * MB, **fields), status=TOO_LARGE)
    assert TEXT in kept(page) and say("Send again") not in page

    assert TEXT in kept(page.submit("/tra-loi", body=TEXT, draft="1"))


def test_what_no_server_takes_is_not_looked_through(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    page = as_person(make_citizen()).post("/chu-de/moi", form(13 * MB), status=TOO_LARGE)

    assert TEXT not in page


def test_the_servers_own_limit_leaves_room_for_the_text_beside_a_file(app: Flask) -> None:
    assert WAITRESS["max_request_body_size"] == uploads.SEARCHED
    body, photo = app.config["FILE_BODY_BYTES"], app.config["FILE_IMAGE_BYTES"]
    assert photo + MB // 2 < body < uploads.SEARCHED


def test_a_page_that_brings_the_text_back_says_that_a_file_must_be_chosen_again(
    app: Flask, as_person: Callable[..., Client], say: Callable[..., str]
) -> None:
    browser, thread = as_person(make_citizen()), make_thread()
    address = f"/chu-de/{thread.id}/tra-loi"
    again = say("A chosen file is not kept: please choose it again afterwards.")

    with_file = browser.post(address, form(100), status=EXPIRED)
    without = {"body": TEXT, "file": (io.BytesIO(b""), "")}

    assert TEXT in kept(with_file) and again in with_file
    assert again not in browser.post(address, without, status=EXPIRED)


def test_who_comes_while_files_are_read_keeps_the_text_and_sends_nothing_by_mistake(
    app: Flask, as_person: Callable[..., Client], say: Callable[..., str]
) -> None:
    """The page offers to keep the text, not to send it: the file would be missing from it."""
    browser, thread = as_person(make_citizen()), make_thread()
    address = f"/chu-de/{thread.id}/tra-loi"
    fields = browser.get(address).form(having=("body", "attach")).values
    png = {"file": (io.BytesIO(samples.photo(20, 20, "PNG")), "anh.png")}

    with workshop._PLACES, workshop._PLACES:
        page = browser.post(address, {**fields, **png, "body": TEXT, "attach": "1"}, status=503)

    assert TEXT in kept(page)
    assert say("A chosen file is not kept: please choose it again afterwards.") in page
    form = page.form("/tra-loi")
    assert "attach" not in form.controls and set(form.options("draft")) == {"1"}
    assert say("Send again") not in page
    again = form.submit(draft="1")
    assert TEXT in kept(again) and "attach" in again.form(having=("body",)).controls
