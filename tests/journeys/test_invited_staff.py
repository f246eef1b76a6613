"""A member of the staff comes by an invitation, switches on two-step sign-in, answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyotp

from forum.core import clock as forum_clock
from tests.accounts.codes import NEW, codes_on, regain
from tests.factories.people import PASSWORD, make_administrator
from tests.journeys.test_main_story import ask
from tests.page import Client, Page

QUESTION_DESK = "/can-bo/hoi-dap"
SECOND_STEP = "/tai-khoan/xac-thuc-hai-buoc"


def code_of(page: Page) -> tuple[str, str]:
    """The secret that the page shows, and its code of now."""
    letters = page.root.find("code").text.replace(" ", "")  # type: ignore[union-attr]
    return letters, code_now(letters)


def code_now(letters: str) -> str:
    return pyotp.TOTP(letters).at(forum_clock.now())


def test_invited_staff_enrols_signs_in_with_a_code_and_answers(
    make_app: Callable[..., Any], clock: Any
) -> None:
    app = make_app(SECOND_FACTOR_REQUIRED=True)
    with app.app_context():
        administrator = make_administrator()
        ask(Client(app))

        desk = Client(app)
        page = desk.get("/dang-nhap").submit(username=administrator.username, password=PASSWORD)
        assert page.url == SECOND_STEP
        page.submit(SECOND_STEP, code=code_of(page)[1])
        page = desk.get("/quan-tri/loi-moi").submit(role="staff", note="Vàng Thị Dợ")
        link = re.search(r"/loi-moi/[\w-]+", page.text)
        assert link

        invited = Client(app)
        page = invited.get(link[0]).submit(
            username="vangthido", display_name="Vàng Thị Dợ", password=PASSWORD
        )
        codes = codes_on(page)
        assert len(codes) == 8
        page = page.submit("/da-cat")
        assert page.url == SECOND_STEP
        assert invited.get(QUESTION_DESK).url == SECOND_STEP
        letters, code = code_of(page)
        page.submit(SECOND_STEP, code=code).submit("/da-cat")

        clock.advance(minutes=2)
        again = Client(app)
        regain(again, "vangthido", codes[0])
        page = again.get("/dang-nhap").submit(username="vangthido", password=NEW)
        assert page.url == "/dang-nhap/ma"
        page.submit(code=code_now(letters))

        inbox = again.get(QUESTION_DESK)
        href = next(href for _text, href in inbox.links if href.endswith("/tra-loi"))
        again.get(href).submit(summary="Nộp tại xã.", body="Xin nộp tại xã.", action="submit")
        assert "Xin nộp tại xã." in again.get(href)
