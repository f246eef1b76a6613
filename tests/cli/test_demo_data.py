"""``demo load`` and ``demo remove``."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from forum.accounts.models import Person
from forum.cli import schema
from forum.cli.demo_content import read_content
from forum.cli.demo_story import Story
from forum.core import clock
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.moderation.models import Decision
from forum.notifications.models import Notice
from forum.official.lifecycle import HANDLING_MOVES, Handling, TextKind, TextState
from forum.official.models import OfficialText, Question
from forum.outbox.models import Delivery, FactRow
from forum.search.models import SearchDocument
from forum.site.queries import the_site
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Category, Post, Revision, Thread
from tests.cli.conftest import Command
from tests.factories.people import make_citizen
from tests.factories.threads import make_thread
from tests.page import Client

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TOLD = set(Handling) - {
    *(Handling.TRANSFERRED, Handling.NOT_COMPETENT, Handling.MERGED),
    *(Handling.LEGAL_COMPLAINT, Handling.WITHDRAWN),
}


def count(*conditions: sa.ColumnElement[bool], of: sa.ColumnElement[int]) -> int:
    return db.session.scalar(sa.select(sa.func.count(of)).where(*conditions)) or 0


def rows() -> dict[str, int]:
    counted = sa.select(sa.func.count())
    kept = [table for table in schema.content_tables() if table.name != "audit_row"]
    return {table.name: db.session.scalar(counted.select_from(table)) or 0 for table in kept}


def site_words() -> dict[str, object]:
    row = the_site()
    return {c.key: getattr(row, c.key) for c in sa.inspect(type(row)).columns if c.key != "version"}


def test_the_sample_data_tells_its_story_in_order(command: Command, client: Client) -> None:
    result = command("demo", "load", "--json")

    assert result.exit_code == 0, result.stderr
    accounts = json.loads(result.stdout)
    roles = {account["role"] for account in accounts}
    assert roles == {"administrator", "moderator", "staff", "citizen"}
    assert command("check").stdout == "Everything fits.\n"
    the_posts_came_one_after_the_other()
    there_is_enough_of_everything()
    old_notices_are_read()
    the_worker_finds_nothing_left()

    moderator = next(a for a in accounts if a["role"] == "moderator")
    page = client.get("/dang-nhap").submit(
        username=moderator["username"], password=moderator["password"]
    )
    assert "Tòng Thị Lả" in page
    assert "Người có uy tín ở bản do ai chọn?" in client.get("/duyet-bai/hang-cho")


def the_posts_came_one_after_the_other() -> None:
    for thread in db.session.scalars(sa.select(Thread)):
        query = sa.select(Post).where(Post.thread_id == thread.id, Post.number.is_not(None))
        posts = db.session.scalars(query.order_by(Post.number)).all()
        times = [post.published_at or clock.now() for post in posts]
        assert times == sorted(times) and all(at < clock.now() for at in times)
    for text in db.session.scalars(sa.select(OfficialText).where(OfficialText.question)):
        assert text.question is not None and text.created_at > text.question.received_at


def there_is_enough_of_everything() -> None:
    """What the forum shows its first visitors."""
    public, published = Post.state == PostState.PUBLIC, OfficialText.state == TextState.PUBLISHED
    assert count(Thread.first_published_at.is_not(None), of=Thread.id) >= 60
    assert count(public, of=Post.id) >= 250
    assert count(of=Category.id) == 13 + 1  # the one of set-up
    texts = {
        kind: count(published, OfficialText.kind == kind, of=OfficialText.id) for kind in TextKind
    }
    assert texts[TextKind.REPLY] >= 25 and texts[TextKind.CLARIFICATION] >= 2
    assert texts[TextKind.EXPLANATION] == 8
    assert count(OfficialText.state == TextState.WITHDRAWN, of=OfficialText.id) >= 1
    assert count(Revision.state == RevisionState.PENDING, of=Revision.id) >= 12
    judged = Decision.outcome.in_([Outcome.RETURN, Outcome.REJECT])
    assert count(judged, of=Decision.id) >= 4
    assert count(Decision.outcome == Outcome.HIDE, Decision.reason != "", of=Decision.id) >= 1
    handling = set(db.session.scalars(sa.select(Question.handling)))
    assert handling == TOLD <= set(HANDLING_MOVES)


def old_notices_are_read() -> None:
    unread = db.session.scalars(sa.select(Notice).where(Notice.read_at.is_(None))).all()
    assert unread and all(clock.now() - notice.at < timedelta(days=2.1) for notice in unread)
    times = db.session.scalars(sa.select(Notice.at).order_by(Notice.id)).all()
    assert times == sorted(times)


def the_worker_finds_nothing_left() -> None:
    assert count(FactRow.expanded_at.is_(None), of=FactRow.id) == count(of=Delivery.id) == 0
    readable = count(Post.state == PostState.PUBLIC, of=Post.id)
    assert count(of=SearchDocument.id) >= readable


@one_database
def test_it_is_loaded_once_and_only_where_nothing_was(command: Command) -> None:
    make_thread()

    full = command("demo", "load")

    assert (full.exit_code, full.stdout) == (1, "")
    assert full.stderr.startswith("There is content already")
    assert count(of=Thread.id) == 1


@one_database
def test_the_words_of_a_site_in_use_are_not_overwritten(command: Command) -> None:
    the_site().name = "Diễn đàn của tỉnh"

    refused = command("demo", "load")

    assert refused.exit_code == 1 and refused.stderr.startswith("Somebody has described this site")
    assert the_site().name == "Diễn đàn của tỉnh"


def test_removing_it_leaves_what_was_there_before_and_it_can_come_back(
    command: Command, small: Path
) -> None:
    own = make_citizen("Người thật")
    before, words = rows(), site_words()
    assert command("demo", "load").exit_code == 0
    assert the_site().sample and site_words() != words
    assert command("demo", "load").exit_code == 1

    result = command("demo", "remove")

    assert result.exit_code == 0, result.stderr
    after = rows()
    assert after.pop("outbox_fact") == 1  # tells the index
    before.pop("outbox_fact")
    assert after == before and site_words() == words
    assert db.session.get(Person, own.id) is not None
    assert command("demo", "remove").exit_code == 1
    assert command("worker", "--once").exit_code == 0
    assert count(of=SearchDocument.id) == 0
    assert command("demo", "load", "--from", small).exit_code == 0
    assert command("check").exit_code == 0


@one_database
def test_a_loading_that_was_broken_off_is_begun_anew(
    command: Command, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    submit = Story._submit

    def stop_at_the_tenth(story: Story, row: dict[str, object]) -> object:
        asked.append(1)
        if len(asked) == 10:
            raise SystemExit(137)
        return submit(story, row)

    monkeypatch.setattr(Story, "_submit", stop_at_the_tenth)
    assert command("demo", "load", "--from", small).exit_code == 137
    assert count(of=Thread.id) > 0
    monkeypatch.undo()

    assert command("demo", "load", "--from", small).exit_code == 0
    assert count(of=Thread.id) == len(read_content(small)["threads"])


WAITS_NOT = """
[[pending]]
category = "gop-y"
title = "Góp ý"
author = "{author}"
days_ago = {days}
body = "Góp ý."
"""


@one_database
@pytest.mark.parametrize(
    ("author", "days", "fault"),
    [
        ("lieuphan", 0.5, "queue.toml: pending 1: nothing holds this text for review"),
        ("lieuphan", 0.0, "queue.toml: pending 1: would not be over yet"),
    ],
)
def test_what_the_forum_refuses_is_told_with_its_file_and_key(
    command: Command, small: Path, author: str, days: float, fault: str
) -> None:
    (small / "queue.toml").write_text(WAITS_NOT.format(author=author, days=days), "utf-8")

    result = command("demo", "load", "--from", small)

    assert result.exit_code == 1 and fault in result.stderr
