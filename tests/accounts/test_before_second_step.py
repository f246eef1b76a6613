"""People with duties who have not switched on the second step of signing in: they may only read."""

from __future__ import annotations

from typing import Any

from forum.accounts import service
from forum.accounts.actors import System
from forum.core.db import db
from tests.accounts.test_second_step import HERE, enter, switch_on
from tests.factories.people import make_citizen, make_staff
from tests.page import Client


def test_with_the_setting_on_only_what_guests_read_opens_without_it(make_app: Any) -> None:
    app = make_app(SECOND_FACTOR_REQUIRED=True)
    with app.app_context():
        staff, citizen, excused = make_staff(), make_citizen(), make_staff()
        service.excuse(System(), excused)
        db.session.commit()
        client = Client(app)
        assert enter(client, staff).url == HERE
        for address in ("/", "/can-bo/hoi-dap", "/tai-khoan", "/hoi-dap/gui", "/dang-nhap"):
            assert client.get(address).url == HERE
        for address in ("/chuyen-muc", "/quy-che", "/tro-giup"):
            page = client.get(address)
            assert page.url == address and staff.display_name not in page
        switch_on(client)
        assert client.get("/can-bo/hoi-dap").url == "/can-bo/hoi-dap"
        for person in (citizen, excused):
            assert enter(Client(app), person).url == "/"
