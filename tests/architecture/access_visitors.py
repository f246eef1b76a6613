"""Everybody's browser for the access table, and what each of them met."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Callable, Mapping
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from forum.accounts.models import SignIn
from forum.core import clock
from forum.core.db import db
from forum.core.settings import secret
from forum.threads.receipts import code_of
from tests.architecture.access_table import ONE_STEP, REOPENING, STRANGERS
from tests.architecture.access_world import World
from tests.factories.people import PASSWORD
from tests.page import Client

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
SIGN_IN, PROOF, REFUSED, MISSING, IN = "sign in", "proof", "refused", "missing", "in"
ENROL = "enrol"  # led to switching on the second step
STALE = "stale "  # before a role: the password was typed long ago
SECOND_STEP = "/tai-khoan/xac-thuc-hai-buoc"
SAID_TO_ENROL = "Cần bật đăng nhập hai bước trước"  # in place of what a form was sent to
# Where a page with a form opens for a role.
FORMS: Mapping[str, str] = {ONE_STEP: "/xac-nhan-lai", **dict.fromkeys(STRANGERS, "/dang-nhap")}


class Visitor:
    """One role's browser: it reads no page, it only looks who is let in."""

    def __init__(self, client: Client, role: str) -> None:
        self.http, self.role = client.http, role
        self.token = self._token(FORMS.get(self.plain, "/tai-khoan"))

    @property
    def plain(self) -> str:
        return self.role.removeprefix(STALE)

    def _token(self, url: str) -> str:
        found = TOKEN.search(self.open("GET", url).get_data(as_text=True))
        assert found, f"{self.role}: no form on {url}"
        return found[1]

    def open(self, method: str, url: str, **fields: str) -> TestResponse:
        visit = contextvars.Context()
        return visit.run(self.http.open, url, method=method, data=fields or None)

    def met(self, response: TestResponse) -> str:
        """What the answer means for this visitor."""
        if self.plain == ONE_STEP and _leads_to_second_step(response):
            return ENROL
        return answered(response)


def _leads_to_second_step(response: TestResponse) -> bool:
    if response.status_code == 403:
        return SAID_TO_ENROL in response.get_data(as_text=True)
    return response.headers.get("Location") == SECOND_STEP


def answered(response: TestResponse) -> str:
    """What a visitor met."""
    target, status = response.headers.get("Location", ""), response.status_code
    if status == 401:
        return PROOF if b"proof_password" in response.data else SIGN_IN
    if target.startswith("/dang-nhap?next="):
        return SIGN_IN
    if target.startswith("/xac-nhan-lai?next="):
        return PROOF
    if status in {403, 404, 410}:
        return REFUSED if status == 403 else MISSING
    return IN if status in {200, 301, 302, 303, 400, 409, 422} else str(status)


def visitors(app: Flask, world: World, as_person: Callable[..., Client]) -> list[Visitor]:
    """Everybody; and, before them, everybody who signed in, with a proof that is too old."""
    letter = Visitor(Client(app), "letter")
    code = code_of(world.receipt.nonce, secret()) if world.receipt else ""
    letter.open("POST", "/theo-doi", csrf_token=letter.token, code=code)
    signed_in = [(role, one) for role, one in world.people.items() if role not in STRANGERS]
    stale = [Visitor(as_person(one), STALE + role) for role, one in signed_in]
    long_ago = clock.now() - timedelta(days=1)
    db.session.execute(sa.update(SignIn).values(proved_at=long_ago))
    known = [
        _reopening(app, one.username) if role == REOPENING else Visitor(as_person(one), role)
        for role, one in world.people.items()
    ]
    db.session.commit()
    return [Visitor(Client(app), "guest"), letter, *stale, *known]


def _reopening(app: Flask, username: str) -> Visitor:
    """The password was typed, and the page asks for the code."""
    visitor = Visitor(Client(app), REOPENING)
    fields = {"csrf_token": visitor.token, "username": username, "password": PASSWORD}
    answer = visitor.open("POST", "/dang-nhap", **fields)
    assert answer.headers["Location"] == "/dang-nhap/mo-lai"
    return visitor
