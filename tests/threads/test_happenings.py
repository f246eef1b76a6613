"""What is told of a thread that was reshaped: on its time line, to search, to other rooms; and the
way of reviewing that a thread has of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.actors import Guest, System
from forum.accounts.models import Person
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.official.service import withdraw_text
from forum.outbox.models import FactRow
from forum.search.queries.finding import search
from forum.threads import queries, service
from forum.threads.importing import SourceText, import_batch
from forum.threads.lifecycle import CategoryMode, PostState, RevisionState
from forum.threads.models import By, Happening, Post
from tests.factories.moderation import show_or_hide
from tests.factories.official import make_question, make_reply
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import (
    approve,
    make_category,
    make_pending_reply,
    make_pending_thread,
    make_post,
    make_thread,
    seen,
    words,
)
from tests.page import Client
from tests.threads.shapes import kinds, merge, split

pytestmark = pytest.mark.usefixtures("app")
Drain = Callable[[], int]
Say = Callable[..., str]


def test_search_finds_moved_posts_under_the_new_thread(drain_outbox: Drain) -> None:
    thread = make_thread(title="Đường vào bản")
    post = make_post(thread=thread, body="Máng dẫn hỏng từ tháng trước.")
    drain_outbox()
    begun = split(thread, post, title="Thủy lợi nội đồng")
    drain_outbox()
    for typed in ("máng dẫn hỏng", "thủy lợi nội đồng"):
        found = search(Guest(), typed, limit=5)
        assert [(row.id, row.thread_id, row.title) for row in found.rows] == [
            (post.id, begun.id, "Thủy lợi nội đồng")
        ]
    merge(begun, thread)
    drain_outbox()
    found = search(Guest(), "máng dẫn hỏng", limit=5)
    assert [(row.thread_id, row.title) for row in found.rows] == [(thread.id, "Đường vào bản")]


def test_the_mode_of_a_thread_holds_before_that_of_its_category() -> None:
    author = make_citizen()
    thread = make_thread(author)
    make_post(author, thread=thread)
    service.set_mode(make_moderator(), thread, mode=CategoryMode.AFTER)
    db.session.commit()
    assert make_pending_reply(author, thread=thread).state is RevisionState.APPROVED
    service.set_mode(make_moderator(), thread, mode=None)
    db.session.commit()
    assert make_pending_reply(author, thread=thread).state is RevisionState.PENDING
    assert kinds(thread)[-2:] == [Happening.MODE, Happening.MODE]


def test_the_time_line_names_roles_and_numbers_and_nothing_else() -> None:
    moderator, thread = make_moderator("Lò Thị Duyệt"), make_thread()
    post = make_post(thread=thread)
    service.set_locked(moderator, thread, locked=True)
    service.set_pinned(moderator, thread, pinned=True)
    service.set_locked(moderator, thread, locked=False)
    service.set_pinned(moderator, thread, pinned=False)
    show_or_hide(post, Outcome.HIDE, moderator)
    show_or_hide(post, Outcome.RESTORE, moderator)
    show_or_hide(post, Outcome.REMOVE, moderator)
    assert kinds(thread)[2:] == [
        Happening.LOCKED,
        Happening.PINNED,
        Happening.UNLOCKED,
        Happening.UNPINNED,
        Happening.POST_HIDDEN,
        Happening.POST_RESTORED,
        Happening.POST_REMOVED,
    ]
    details = [row.detail for row in queries.shape.events_of(thread.id, 100)]
    assert [detail for detail in details if detail] == [{"number": 2}] * 3
    assert db.session.get_one(Post, post.id).state is PostState.REMOVED


def test_what_an_author_takes_back_is_said_in_its_place_and_not_on_the_time_line(
    app: Flask, client: Client, say: Say
) -> None:
    author, thread = make_citizen(), make_thread()
    post = make_post(author, thread=thread)
    wording = service.edit_post(author, post, wording=words("Lời khác."), seen_wording=seen(post))
    service.withdraw(author, wording)
    db.session.commit()
    before = kinds(thread)
    service.forget_author(author, but=(), with_texts=True)
    db.session.commit()
    assert kinds(thread) == before == [Happening.OPENED, Happening.APPROVED]
    assert say("Its author took it back.") in client.get(f"/bai/{post.id}")


def test_what_happened_is_told_to_other_rooms() -> None:
    thread, category = make_thread(), make_category()
    old, post = thread.category_id, make_post(thread=thread)
    service.move_thread(make_moderator(), thread, category=category, seen=old)
    begun = split(thread, post)
    merge(begun, thread)
    found = db.session.execute(sa.select(FactRow.name, FactRow.payload).order_by(FactRow.id))
    told = [(name, payload) for name, payload in found if name.startswith(("Thread", "Posts"))]
    assert told == [
        ("ThreadMoved", {"thread_id": thread.id, "from_id": old, "to_id": category.id}),
        ("PostsSplit", {"thread_id": thread.id, "new_thread_id": begun.id}),
        ("ThreadReshaped", {"thread_ids": [thread.id, begun.id]}),
        (
            "ThreadMerged",
            {"thread_id": begun.id, "into_id": thread.id, "first_number": 3},
        ),
        ("ThreadReshaped", {"thread_ids": [thread.id]}),
    ]


def test_a_thread_that_was_published_at_once_was_not_approved_by_the_board() -> None:
    author = make_citizen()
    for _ in range(2):
        make_thread(author)
    begun = make_pending_thread(author, category=make_category(mode=CategoryMode.AFTER))
    assert kinds(begun.post.thread) == [Happening.OPENED]
    assert kinds(make_pending_thread().post.thread) == []


def test_an_offices_reply_its_end_and_its_opener_are_named_by_role(
    app: Flask, client: Client, say: Say
) -> None:
    question = make_question()
    assert question.post is not None
    approve(queries.posts.newest_revision(question.post))
    reply = make_reply(question)
    writer = db.session.get_one(Person, reply.author_id)
    withdraw_text(writer, reply, seen_version=reply.version, reason="Sai số liệu.")
    db.session.commit()
    lines = queries.shape.events_of(question.post.thread_id, 10)
    assert [(row.kind, row.by_role) for row in lines] == [
        (Happening.POST_REMOVED, By.OFFICE),
        (Happening.OFFICE_REPLY, By.OFFICE),
        (Happening.APPROVED, By.BOARD),
        (Happening.OPENED, By.GUEST),
    ]
    told = client.get(f"/chu-de/{question.post.thread_id}/dien-bien")
    assert say("The office took back its post no. %(number)s.", number=2) in told


def test_imported_threads_begin_their_time_line_when_they_were_written() -> None:
    moment = make_thread().created_at.replace(year=2020)
    text = SourceText("1", "Tên", "Chữ", created_at=moment)
    ids = import_batch(System(), make_category(), [text])
    db.session.commit()
    line = queries.shape.events_of(ids[0], 10)
    assert [(row.at, row.kind, row.by_role, row.detail) for row in line] == [
        (moment, Happening.OPENED, By.IMPORT, {})
    ]


def test_what_happened_to_a_merged_thread_stands_in_the_time_line_of_the_other(
    app: Flask, client: Client, say: Say
) -> None:
    source, middle, last = make_thread(), make_thread(), make_thread()
    hidden = make_post(thread=source)
    show_or_hide(hidden, Outcome.HIDE)
    merge(source, middle)
    merge(middle, last)
    line = client.get(f"/chu-de/{last.id}/dien-bien")
    for thread in (source, middle):
        assert say("In thread no. %(thread)s, before the merge.", thread=thread.id) in line
    assert say("In thread no. %(thread)s, before the merge.", thread=last.id) not in line
    post = line.click(say("The board hid post no. %(number)s.", number=2))
    assert f'id="bai-{hidden.id}"' in post.html
