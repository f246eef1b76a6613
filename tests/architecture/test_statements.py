"""What a page asks the database: nothing in its template, and no more when it is long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, before_render_template, template_rendered

from forum.core.db import db
from forum.threads.lifecycle import CategoryMode
from forum.threads.queries.posts import newest_revision
from tests.crawler import crawl
from tests.factories.people import make_citizen
from tests.factories.threads import make_category, make_post, make_thread
from tests.journeys.planting import plant
from tests.page import Client

MOST_OF_A_REPLY = (
    17  # 9 before its transaction writes, of which the throttle's is one; 8 that write
)
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@dataclass
class Asked:
    """Statements of the requests inside, and those sent while a template was drawn."""

    statements: list[str] = field(default_factory=list)
    drawing: list[str] = field(default_factory=list)


@contextmanager
def watching(app: Flask) -> Iterator[Asked]:
    asked, depth = Asked(), [0]

    def sent(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.statements.append(statement)
        if depth[0]:
            asked.drawing.append(statement)

    def begin(*_args: Any, **_kwargs: Any) -> None:
        depth[0] += 1

    def end(*_args: Any, **_kwargs: Any) -> None:
        depth[0] -= 1

    sa.event.listen(db.engine, "before_cursor_execute", sent)
    with before_render_template.connected_to(begin, app), template_rendered.connected_to(end, app):
        yield asked
    sa.event.remove(db.engine, "before_cursor_execute", sent)


@one_database
@pytest.mark.parametrize("role", ["guest", "author", "moderator", "staff"])
def test_templates_ask_the_database_nothing(
    app: Flask, as_person: Callable[..., Client], drain_outbox: Callable[[], int], role: str
) -> None:
    planted = plant()
    drain_outbox()
    client = Client(app) if role == "guest" else as_person(getattr(planted, role))
    with watching(app) as asked:
        pages = crawl(client, "/", "/bai-cua-toi", "/thong-bao", "/tim-kiem?q=loi", limit=60)
    assert len(pages) > 15
    assert sorted(set(asked.drawing)) == []


def statements(app: Flask, client: Client, address: str) -> int:
    client.get("/tro-giup")  # reads what is read once for a content version, whatever the page
    with watching(app) as asked:
        client.get(address)
    return len(asked.statements)


@one_database
def test_a_long_thread_costs_what_a_short_one_costs(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    category = make_category(mode=CategoryMode.AFTER)
    short, long = make_thread(category=category), make_thread(category=category)
    for _ in range(30):
        make_post(thread=long)
    guest, member = Client(app), as_person(make_citizen())
    for reader, most in ((guest, 4), (member, 8)):
        counts = {
            statements(app, reader, f"/chu-de/{short.id}-nuoc-sinh-hoat-o-ban"),
            statements(app, reader, f"/chu-de/{long.id}-nuoc-sinh-hoat-o-ban"),
            statements(app, reader, f"/chu-de/{long.id}-nuoc-sinh-hoat-o-ban?cuoi=1"),
        }
        assert len(counts) == 1
        assert counts.pop() <= most


@one_database
def test_files_of_posts_cost_a_page_no_statement(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    thread = make_thread(category=make_category(mode=CategoryMode.AFTER))
    posts = [make_post(thread=thread) for _ in range(5)]
    address = f"/chu-de/{thread.id}-nuoc-sinh-hoat-o-ban"
    readers = Client(app), as_person(make_citizen())
    before = [statements(app, reader, address) for reader in readers]
    entry = {"name": "0" * 32, "kind": "image", "label": "Cầu", "bytes": 80_000, "small": 9_000}
    for post in posts:
        newest_revision(post).attachments = [{**entry, "pages": None}] * 5
    db.session.commit()
    assert [statements(app, reader, address) for reader in readers] == before
    assert readers[0].get(address).html.count(entry["name"]) == 50


@one_database
def test_a_reply_is_read_first_and_written_in_few_statements(
    app: Flask, as_person: Callable[..., Client]
) -> None:
    author, category = make_citizen(), make_category(mode=CategoryMode.AFTER)
    thread = make_thread(author, category=category)
    make_post(author, thread=thread)
    client = as_person(author)
    form = client.get(f"/chu-de/{thread.id}/tra-loi").form(having=("body",))
    db.session.remove()  # the test's own session raises the content version once more
    with watching(app) as asked:
        answer = client.http.post(form.action, data={**form.values, "body": "Tôi xin hỏi thêm."})
    assert answer.status_code == 303
    assert answer.location.startswith("/bai/")
    assert len(asked.statements) <= MOST_OF_A_REPLY
    kinds = [statement.split(None, 1)[0] for statement in asked.statements]
    after_the_count = kinds[kinds.index("INSERT") + 1 :]
    writing = after_the_count[after_the_count.index("INSERT") :]
    assert "SELECT" not in writing
    assert "content_version" in asked.statements[-1]
