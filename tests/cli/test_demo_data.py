"""``demo load`` and ``demo remove``."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.cli import schema
from forum.cli.demo_story import Story
from forum.core import clock
from forum.core.db import db
from forum.notifications.models import Notice
from forum.official.models import Question
from forum.start import CannotStart
from forum.threads.models import Post, Thread
from tests.cli.conftest import Command
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.fixtures.database import AppMaker
from tests.page import Client


def rows() -> dict[str, int]:
    count = sa.select(sa.func.count())
    kept = [table for table in schema.content_tables() if table.name != "audit_row"]
    return {table.name: db.session.scalar(count.select_from(table)) or 0 for table in kept}


def test_the_sample_data_tells_its_story_in_order(command: Command, client: Client) -> None:
    result = command("demo", "load", "--json")

    assert result.exit_code == 0, result.stderr
    accounts = json.loads(result.stdout)
    roles = {account["role"] for account in accounts}
    assert roles == {"administrator", "moderator", "staff", "citizen"}
    assert command("check").stdout == "Everything fits.\n"
    for thread in db.session.scalars(sa.select(Thread)):
        query = sa.select(Post).where(Post.thread_id == thread.id, Post.number.is_not(None))
        times = [post.published_at for post in db.session.scalars(query.order_by(Post.number))]
        assert times == sorted(times) and all(at < clock.now() for at in times)  # type: ignore[type-var]
    unread = db.session.scalars(sa.select(Notice).where(Notice.read_at.is_(None))).all()
    assert unread and all((clock.now() - notice.at).days < 3 for notice in unread)

    moderator = next(a for a in accounts if a["role"] == "moderator")
    page = client.get("/dang-nhap").submit(
        username=moderator["username"], password=moderator["password"]
    )
    assert "Tòng Thị Lả" in page
    assert "Người có uy tín ở bản do ai chọn?" in client.get("/duyet-bai/hang-cho")


def test_it_is_loaded_once_and_only_where_nothing_was(command: Command) -> None:
    make_thread()

    full = command("demo", "load")

    assert (full.exit_code, full.stdout) == (1, "")
    assert full.stderr.startswith("There is content already")
    assert db.session.scalar(sa.select(sa.func.count(Thread.id))) == 1


def test_removing_it_leaves_what_was_there_before(command: Command) -> None:
    own = make_citizen("Người thật")
    before = rows()
    command("demo", "load")
    assert command("demo", "load").exit_code == 1

    result = command("demo", "remove")

    assert result.exit_code == 0, result.stderr
    after = rows()
    assert after.pop("outbox_fact") == 1  # tells the index
    before.pop("outbox_fact")
    assert after == before
    assert db.session.get(Person, own.id) is not None
    assert command("demo", "remove").exit_code == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_loading_that_was_broken_off_is_begun_anew(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def stop_at_the_second(story: Story, row: object) -> None:
        asked.append(1)
        if len(asked) == 2:
            raise SystemExit(137)

    monkeypatch.setattr(Story, "_open", stop_at_the_second)
    assert command("demo", "load").exit_code == 137
    monkeypatch.undo()

    assert command("demo", "load").exit_code == 0
    assert db.session.scalar(sa.select(sa.func.count(Question.id))) == 7


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
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


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sample_data_is_not_loaded_on_a_public_address(
    command: Command, make_app: Callable[..., Flask]
) -> None:
    public = make_app(FORUM_URL="https://dantoc.example.vn")

    assert command("demo", "load", on=public).exit_code == 1
