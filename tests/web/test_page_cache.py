"""Kept pages: who gets one, who never does, and that none outlives what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, before_render_template

from forum.languages.negotiation import COOKIE
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_post, make_thread
from tests.page import Client

HIDDEN = "Câu này phải biến mất ngay."


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    """The templates drawn inside."""
    drawn: list[str] = []

    def note(_app: Flask, template: object, **_more: object) -> None:
        drawn.append(str(template))

    with before_render_template.connected_to(note, app):
        yield drawn


def drawn_by(app: Flask, client: Client, address: str, **more: object) -> int:
    with counting(app) as drawn:
        client.get(address, **more)  # type: ignore[arg-type]
    return len(drawn)


@pytest.mark.parametrize(
    "address", ["/", "/chuyen-muc", "/quy-che", "/hoi-dap", "/chuyen-muc?truoc=5-1", "/tro-giup"]
)
def test_a_guests_page_is_made_once(app: Flask, client: Client, address: str) -> None:
    assert drawn_by(app, client, address) == 1
    assert drawn_by(app, client, address) == 0
    assert drawn_by(app, Client(app), address) == 0


@pytest.mark.parametrize(
    "address",
    [
        "/tim-kiem?q=nuoc",
        "/chuyen-muc?x=1",
        "/chuyen-muc?truoc=1-1&truoc=2-2",
        "/chuyen-muc?truoc=%3Cscript%3E",
        "/theo-doi",
        "/dang-nhap",
    ],
)
def test_other_pages_are_made_each_time(app: Flask, client: Client, address: str) -> None:
    assert drawn_by(app, client, address) == 1
    assert drawn_by(app, client, address) == 1


def test_what_does_not_exist_is_not_kept(app: Flask, client: Client) -> None:
    assert drawn_by(app, client, "/chu-de/4711", status=404) == 1
    assert drawn_by(app, client, "/chu-de/4711", status=404) == 1


def test_a_guest_with_a_form_cookie_is_served_from_it_too(app: Flask, client: Client) -> None:
    client.get("/dang-nhap")
    assert client.http.get_cookie(app.config["SESSION_COOKIE_NAME"])

    assert drawn_by(app, client, "/") == 1
    assert drawn_by(app, client, "/") == 0


def test_each_language_has_its_own(app: Flask) -> None:
    vietnamese, english = Client(app), Client(app, "en")
    chosen = english.choose_language("en")
    assert chosen.lang == "en"

    for _ in range(2):
        assert vietnamese.get("/").lang == "vi"
        assert english.get("/").lang == "en"

    browser = Client(app, "en")
    assert browser.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"}).lang == "en"
    assert browser.http.get_cookie(COOKIE) is None


def test_a_member_never_gets_or_leaves_one(
    app: Flask, client: Client, as_person: Callable[..., Client]
) -> None:
    member = as_person(make_citizen("Lò Thị Mai"))
    assert drawn_by(app, member, "/chuyen-muc") == 1
    assert drawn_by(app, member, "/chuyen-muc") == 1
    page = member.get("/chuyen-muc")
    assert "Lò Thị Mai" in page and "no-store" in page.headers["Cache-Control"]
    assert "ETag" not in page.headers

    assert drawn_by(app, client, "/chuyen-muc") == 1
    assert "Lò Thị Mai" not in client.get("/chuyen-muc")


def test_an_unknown_sign_in_cookie_is_no_guest(app: Flask, client: Client) -> None:
    client.get("/")
    for name in (app.config["SIGNIN_COOKIE"], f"__Host-{app.config['SIGNIN_COOKIE']}"):
        stranger = Client(app)
        stranger.http.set_cookie(name, "an old or invented token")
        assert drawn_by(app, stranger, "/") == 1


def test_a_message_is_shown_once_and_never_kept(
    app: Flask, client: Client, say: Callable[..., str]
) -> None:
    farewell = say("Closed. Whoever uses this device next needs the code.")
    client.get("/")
    with client.http.session_transaction() as session:
        session["_flashes"] = [("leaf", farewell)]

    shown = client.get("/")

    assert farewell in shown
    assert "no-store" in shown.headers["Cache-Control"]
    for reader in (client, Client(app), client):
        assert farewell not in reader.get("/")


def test_a_guest_who_proved_a_code_is_not_served_from_it(app: Flask, client: Client) -> None:
    client.get("/")
    with client.http.session_transaction() as session:
        session["receipt_id"] = 1

    assert drawn_by(app, client, "/") == 1
    assert drawn_by(app, client, "/") == 1


def test_a_known_page_is_not_sent_again(client: Client) -> None:
    first = client.get("/hoi-dap")
    etag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= {
        name.strip() for name in first.headers["Vary"].split(",")
    }

    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        again = client.http.get("/hoi-dap", headers={"If-None-Match": known})
        assert again.status_code == 304
        assert again.data == b"" and again.headers["ETag"] == etag
        assert "Content-Length" not in again.headers
        assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    other = client.get("/hoi-dap", headers={"If-None-Match": '"another"'})
    assert other.data == first.data


def test_head_tells_the_same_without_the_page(client: Client) -> None:
    page = client.get("/hoi-dap")
    head = client.http.head("/hoi-dap")

    assert head.data == b""
    for name in ("Content-Length", "ETag", "Content-Type", "Vary", "Cache-Control"):
        assert head.headers[name] == page.headers[name]


def test_hidden_words_are_gone_at_once_in_every_process(
    app: Flask, make_app: Callable[..., Flask], as_person: Callable[..., Client]
) -> None:
    thread = make_thread()
    post = make_post(thread=thread, body=HIDDEN)
    address, other = f"/chu-de/{thread.id}", make_app()
    here, there = Client(app), Client(other)
    moderator = as_person(make_moderator())
    for reader in (here, there, here, there):
        assert HIDDEN in reader.get(address)
    form = moderator.get(f"/duyet-bai/bai/{post.id}").form(having=("outcome", "clause"))
    clause = next(value for value in form.options("clause") if value)

    form.submit(outcome="hide", clause=clause, reason="Có thông tin riêng của người khác.")

    for reader in (there, here):
        assert HIDDEN not in reader.get(address)


def test_a_page_is_at_most_a_minute_old(app: Flask, client: Client, clock: object) -> None:
    client.get("/")
    assert drawn_by(app, client, "/") == 0
    clock.advance(seconds=61)  # type: ignore[attr-defined]
    assert drawn_by(app, client, "/") == 1
    clock.advance(hours=-5)  # type: ignore[attr-defined]
    assert drawn_by(app, client, "/") == 1


def test_the_shelf_has_an_end(make_app: Callable[..., Flask]) -> None:
    app = make_app(PAGE_CACHE_BYTES=40_000)
    client = Client(app)
    addresses = [f"/chuyen-muc?truoc={number}-1" for number in range(1, 9)]
    for address in addresses:
        client.get(address)

    assert drawn_by(app, client, addresses[-1]) == 0
    assert drawn_by(app, client, addresses[0]) == 1


def test_without_room_nothing_is_kept(make_app: Callable[..., Flask]) -> None:
    app = make_app(PAGE_CACHE_BYTES=0)
    client = Client(app)
    assert drawn_by(app, client, "/") == 1
    assert drawn_by(app, client, "/") == 1


def test_kept_pages_are_public_and_hold_no_form(app: Flask, client: Client) -> None:
    from forum.accounts.guards import PUBLIC, guard_of

    cached = app.extensions["forum.cached"]
    assert set(cached) <= set(app.view_functions)
    assert {guard_of(app, endpoint) for endpoint in cached} == {PUBLIC}
    thread = make_thread()
    for address in ("/", "/chuyen-muc", f"/chu-de/{thread.id}", "/nhat-ky-duyet-bai", "/quy-che"):
        page = client.get(address)
        assert page.headers["Cache-Control"] == "no-cache"
        assert not [form for form in page.forms if form.method == "post"]
        assert "csrf" not in page.html and "Set-Cookie" not in page.headers
