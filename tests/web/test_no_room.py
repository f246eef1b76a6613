"""A disk that is full while a form with a file arrives: the text comes back, with the reason."""

from __future__ import annotations

import io
import resource
import signal
import tempfile
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from waitress.adjustments import Adjustments

from forum.cli.receiving import BEGINNING, Parser
from forum.core.db import db
from forum.threads.models import Revision
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.page import Client, Page

TEXT = "Bản tôi có một cây cầu treo đã hỏng hai tháng."
EDGE = "edge-of-a-part"
KIND = f"multipart/form-data; boundary={EDGE}"
BACK = (
    "The disk of the forum is full, and what you sent did not arrive. Please go back in your "
    "browser: the form usually still holds your text. Send it without the file, or try again later."
)
PHOTO = b"\xff" * 2_000_000


def parts(*fields: tuple[str, str], photo: bytes = PHOTO) -> bytes:
    """A form as a browser sends it: the file behind the text."""
    head = f"--{EDGE}\r\nContent-Disposition: form-data; name="
    said = "".join(f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in fields)
    file = f'{head}"file"; filename="cau.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return (said + file).encode() + photo + f"\r\n--{EDGE}--\r\n".encode()


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no place beside the memory."""
    monkeypatch.setattr(tempfile, "tempdir", "/dev/full/there")


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file of this process grows beyond 1 MB; the error comes back instead of a signal."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.fixture
def send(app: Flask, as_person: Callable[..., Client]) -> Iterator[Callable[..., Page]]:
    """Sends a member's reply with a photo, of which ``cut`` bytes arrive; nothing is stored."""
    browser, here = as_person(make_citizen()), f"/chu-de/{make_thread().id}/tra-loi"
    form = browser.get(here).form(having=("body",))
    before = db.session.scalar(sa.select(sa.func.count(Revision.id)))

    def sending(cut: int | None = None) -> Page:
        fields = {**form.values, "body": TEXT, "accept_rules": "y"}
        body = parts(*((name, str(value)) for name, value in fields.items() if name != "file"))
        return browser.post(
            here,
            status=503,
            input_stream=io.BytesIO(body[:cut]),
            content_type=KIND,
            environ_overrides={"CONTENT_LENGTH": str(len(body))},
        )

    yield sending
    assert db.session.scalar(sa.select(sa.func.count(Revision.id))) == before


def test_without_room_for_the_file_the_text_comes_back_with_the_reason(
    send: Callable[..., Page], say: Callable[..., str], nowhere: None
) -> None:
    page = send()

    assert TEXT in page and say("There is no room for a file at this moment") in page
    assert say("A chosen file is not kept: please choose it again afterwards.") in page


def test_of_a_body_that_was_not_kept_whole_the_text_comes_back(send: Callable[..., Page]) -> None:
    assert TEXT in send(cut=BEGINNING)


def test_of_a_body_without_its_text_the_page_says_to_go_back(
    send: Callable[..., Page], say: Callable[..., str]
) -> None:
    page = send(cut=30)

    assert TEXT not in page and page.find_all("textarea") == []
    assert say(BACK) in page


@pytest.mark.parametrize("place", ["nowhere", "small_disk"])
@pytest.mark.parametrize("piece", [8_192, 700_000])
def test_the_web_server_keeps_the_beginning_of_what_has_no_room(
    place: str, piece: int, request: pytest.FixtureRequest
) -> None:
    body = parts(("body", TEXT))
    request.getfixturevalue(place)

    assert received(body, piece) == body[:BEGINNING]


def test_what_has_room_arrives_whole() -> None:
    for body in (b"body=a", parts(("body", TEXT))):
        assert received(body, 8_192) == body


def received(body: bytes, piece: int) -> bytes:
    """What the application is given of a body that comes in pieces."""
    parser = Parser(Adjustments())
    parser.received(f"POST / HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode())
    for begin in range(0, len(body), piece):
        parser.received(body[begin : begin + piece])
    assert parser.completed and parser.error is None
    found: bytes = parser.get_body_stream().read()
    parser.close()
    return found
