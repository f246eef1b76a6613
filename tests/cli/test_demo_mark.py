"""Sample data is marked on every page and stays on this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from forum.moderation.lifecycle import Outcome
from forum.site import service as site
from forum.site.queries import the_site
from forum.start import CannotStart
from tests.cli.conftest import Command
from tests.factories.moderation import judge
from tests.factories.people import make_administrator, make_citizen
from tests.factories.threads import make_pending_thread
from tests.fixtures.database import AppMaker
from tests.fixtures.smtp import Mailbox
from tests.notifications import stories
from tests.page import Client

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
BAND = "DỮ LIỆU MINH HỌA – không phải văn bản của cơ quan nhà nước"


def test_every_page_and_mail_says_so_while_sample_data_is_there(
    command: Command,
    client: Client,
    small: Path,
    smtp: Mailbox,
    drain_outbox: Callable[[], int],
) -> None:
    """Also where FORUM_DEMO is not set: the mark hangs on the data."""
    command("demo", "load", "--from", small)

    for address in ("/", "/chuyen-muc", "/hoi-dap", "/lien-he", "/hoi-dap/gui", "/there-is-none"):
        page = client.get(address, status=None)
        assert BAND in page and page.headers["X-Robots-Tag"] == "noindex"
        assert 'name="robots" content="noindex"' in page.html
    judge(make_pending_thread(stories.with_mail(make_citizen())), Outcome.RETURN)
    drain_outbox()
    for part in ("plain", "html"):
        assert BAND in smtp.messages[-1].get_body((part,)).get_content()

    site.describe_site(make_administrator(), the_site(), words={"name": "Diễn đàn thử"})
    assert BAND in client.get("/") and "Diễn đàn thử" in client.get("/")

    command("demo", "remove")

    assert BAND not in client.get("/")


@one_database
@pytest.mark.parametrize(
    ("settings", "starts"),
    [
        ({}, True),
        ({"FORUM_HOST": "localhost", "FORUM_URL": "http://127.0.0.1:8000"}, True),
        ({"FORUM_HOST": "::1"}, True),
        ({"FORUM_HOST": "0.0.0.0"}, False),  # noqa: S104
        ({"FORUM_HOST": "::"}, False),
        ({"FORUM_HOST": "192.168.1.7"}, False),
        ({"FORUM_URL": "https://dantoc.example.vn"}, False),
    ],
)
def test_a_public_address_refuses_to_start_with_sample_data(
    make_app: AppMaker, settings: dict[str, str], starts: bool
) -> None:
    make_app(**settings)
    if starts:
        make_app(FORUM_DEMO=True, **settings)
    else:
        with pytest.raises(CannotStart):
            make_app(FORUM_DEMO=True, **settings)


@one_database
def test_sample_data_is_not_loaded_on_a_public_address(
    command: Command, make_app: Callable[..., Flask]
) -> None:
    public = make_app(FORUM_URL="https://dantoc.example.vn")

    assert command("demo", "load", on=public).exit_code == 1


@one_database
def test_sample_data_that_was_loaded_here_is_not_served_to_others(
    command: Command, small: Path
) -> None:
    """The mark hangs on the data: FORUM_DEMO is not set."""
    command("demo", "load", "--from", small)

    served = command("serve", "--host", "192.0.2.1", "--port", "0")

    assert served.exit_code == 1
    assert "known passwords" in served.output
