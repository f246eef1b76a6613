"""Attack text through every text field of every form: never a 5xx, never a broken page.

The reading client checks each answer: no inline script, style or handler, and a well-formed page.
Each form gets every eighth payload, others than its neighbour; ``ALL_PAYLOADS=1`` sends
every payload to every form.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.official.lifecycle import Visibility
from forum.official.service import ask
from forum.threads.models import Category
from forum.threads.service import Wording
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import make_pending_thread, make_post, make_thread
from tests.page import Client, Page
from tests.security.payloads import payloads

TEXTS = payloads()
STRIDE = 1 if os.environ.get("ALL_PAYLOADS") else 8
WRITABLE = {"text", "email", "tel", "search", "password", "hidden", "textarea"}
KEPT = {"csrf_token", "idempotency_key", "started", "seen_version"}

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@dataclass
class Target:
    """A page with a form, as a reader of some role meets it; ``having`` picks the form."""

    client: Client
    url: str
    having: str


@pytest.fixture
def targets(
    make_app: Callable[..., Flask], as_person: Callable[..., Client], app: Flask
) -> Iterator[list[Target]]:
    app.config["THROTTLE_FACTOR"] = 100_000
    citizen, other = make_citizen(), make_citizen()
    thread, post = make_thread(citizen), make_post(other)
    waiting = make_pending_thread(other)
    category = db.session.scalars(sa.select(Category)).first()
    assert category is not None
    wording = Wording("Bao giờ có điện?", accepts_rules=True)
    question = ask(other, category, wording=wording, visibility=Visibility.PUBLIC)
    db.session.commit()
    guest, member = Client(app), as_person(citizen)
    board, office = as_person(make_moderator()), as_person(make_staff())
    yield [
        Target(guest, "/dang-ky", "username"),
        Target(guest, "/dang-nhap", "username"),
        Target(guest, "/quen-mat-khau/ma", "code"),
        Target(guest, "/hoi-dap/gui", "body"),
        Target(guest, "/theo-doi", "code"),
        Target(guest, "/tim-kiem", "q"),
        Target(member, "/hoi-dap/gui", "body"),
        Target(member, "/chu-de/moi", "title"),
        Target(member, f"/chu-de/{thread.id}/tra-loi", "body"),
        Target(member, f"/bai/{_own_post(citizen.id)}/sua", "body"),
        Target(member, "/tai-khoan/mat-khau", "old_password"),
        Target(member, "/tai-khoan/thu-dien-tu", "email"),
        Target(board, f"/duyet-bai/{waiting.id}", "reason"),
        Target(board, f"/duyet-bai/bai/{post.id}", "reason"),
        Target(office, f"/can-bo/hoi-dap/{question.id}/tra-loi", "summary"),
        Target(office, "/can-bo/giai-thich/moi", "legal_basis"),
        Target(office, "/can-bo/ma-giay", "reason"),
        Target(office, f"/can-bo/lam-ro/{post.id}", "claim"),
    ]


def _own_post(person_id: int) -> int:
    from forum.threads.models import Post

    return db.session.scalars(sa.select(Post.id).where(Post.author_id == person_id)).one()


def filled(page: Page, having: str, text: str, number: int) -> tuple[str, str, dict[str, str]]:
    """Method, address and fields of the form with ``text`` in everything a person can write."""
    form = next(form for form in page.forms if having in form.controls)
    data = {name: value for name, value in form.values.items() if value is not None}
    for name, controls in form.controls.items():
        kind = controls[0].attrs.get("type", "text")
        kind = kind if controls[0].tag == "input" else controls[0].tag
        if kind in WRITABLE and name not in KEPT:
            data[name] = text
        elif kind in {"button", "submit"} and name == "action":
            data[name] = "save"
        elif kind in {"button", "submit"} and name == "outcome":
            data[name] = "return"
    data.update({"accept_rules": "y", "website": "", "display_name": text})
    if "clause" in data:
        data["clause"] = "0"  # refused, so that the form comes back with the text, again and again
    if "idempotency_key" in data:
        data["idempotency_key"] = f"key {number}"
    return form.method, form.action, data


def test_no_text_breaks_a_form_or_the_page_after_it(targets: list[Target]) -> None:
    broken = []
    for shift, target in enumerate(targets):
        page = target.client.get(target.url)
        for number, text in enumerate(TEXTS[shift % STRIDE :: STRIDE]):
            method, action, data = filled(page, target.having, text, number)
            client = target.client
            client.typed = text
            if method == "get":
                answer = client.get(urlsplit(action).path, query=data, status=None)
            else:
                answer = client.post(action, data, status=None)
            if answer.status >= 500:
                broken.append((target.url, answer.status, text))
            if "seen_version" in data and answer.status in {200, 409}:
                page = client.get(target.url, status=None)
                if not any(target.having in form.controls for form in page.forms):
                    break
    assert broken == []


@pytest.mark.parametrize("where", ["/dang-nhap", "/dang-ky"])
def test_no_payload_leads_outside_or_adds_a_header(app: Flask, where: str) -> None:
    client = Client(app)
    for text in payloads("open-redirect", "header-injection", "path-traversal"):
        page = client.get(where, query={"next": text}, status=None)
        assert page.status == 200
        target = page.form(having=("password", "next")).values["next"] or "/"
        assert target.startswith("/") and not target.startswith(("//", "/\\")), text
        answer = client.get(
            "/ngon-ngu/vi",
            headers={"Referer": text.encode().decode("latin-1")}
            if text.isascii() and "\n" not in text and "\r" not in text
            else {},
            follow=False,
        )
        location = urlsplit(answer.headers["Location"])
        assert location.netloc in {"", "localhost"}, text
