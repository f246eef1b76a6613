"""What becomes of a summary with its thread: hidden, merged, split; who is told of it; where it is
found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.actors import Guest
from forum.core.db import db
from forum.core.errors import Conflict
from forum.following.lifecycle import Kind
from forum.notifications import queries as notices
from forum.official import service
from forum.official.lifecycle import TextState
from forum.official.models import OfficialText
from forum.official.queries import cards_of_thread
from forum.search.queries import finding
from forum.threads import service as threads
from forum.threads.lifecycle import PostState
from forum.threads.models import Post, Thread
from tests.factories.official import SAID, make_summary, publish, submit
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import make_post, make_thread
from tests.notifications.stories import follow, told
from tests.page import Client
from tests.threads.shapes import merge, opening_of, split

AsPerson = Callable[..., Client]
Say = Callable[..., str]
Drain = Callable[[], int]


def on_top(thread: Thread) -> str | None:
    """The words that everybody reads on top of the thread."""
    db.session.rollback()
    card = cards_of_thread(Guest(), thread.id).summary
    return str(card.html) if card else None


def hide(thread: Thread, state: PostState = PostState.HIDDEN) -> None:
    opening = db.session.get_one(Post, opening_of(thread))
    threads.set_post_state(make_moderator(), opening, state=state)
    db.session.commit()


@pytest.mark.parametrize("state", [PostState.HIDDEN, PostState.REMOVED])
def test_the_summary_goes_with_the_words_that_open_the_thread(
    app: Flask, client: Client, state: PostState
) -> None:
    thread = make_thread()
    publish(make_summary(thread))
    opening = db.session.get_one(Post, opening_of(thread))
    threads.set_post_state(make_moderator(), opening, state=state)
    db.session.commit()
    assert on_top(thread) is None
    assert SAID not in client.get(f"/chu-de/{thread.id}")
    client.get(f"/chu-de/{thread.id}/tom-tat", status=404)


def test_after_a_merge_the_other_threads_own_summary_stays(
    app: Flask, drain_outbox: Drain, client: Client, say: Say
) -> None:
    source, into = make_thread(), make_thread()
    gone = publish(make_summary(source, "Tóm tắt của chủ đề bị gộp."))
    publish(make_summary(into))
    merge(source, into)
    assert "bị gộp" not in client.get(f"/chu-de/{source.id}")
    drain_outbox()

    assert db.session.get_one(OfficialText, gone.id).state is TextState.WITHDRAWN
    assert on_top(into) == f"<p>{SAID}</p>\n"
    told = client.get(f"/chu-de/{into.id}/dien-bien")
    no_more = say("The summary of thread no. %(thread)s no longer stands.", thread=source.id)
    assert no_more in told
    assert "bị gộp" not in client.get(f"/chu-de/{source.id}/tom-tat")


def test_what_was_in_the_making_is_a_draft_for_the_thread_that_took_the_posts(
    app: Flask, drain_outbox: Drain, as_person: AsPerson
) -> None:
    source, into = make_thread(), make_thread()
    text = submit(make_summary(source))
    merge(source, into)
    with pytest.raises(Conflict):
        publish(text)
    drain_outbox()

    db.session.refresh(text)
    assert (text.state, text.about_thread_id, text.covers) == (TextState.DRAFT, into.id, 2)
    page = as_person(text.author).get(f"/can-bo/tom-tat/{into.id}")
    assert SAID in page
    page.submit(action="submit")
    assert on_top(into) is None


def test_of_two_in_the_making_the_other_threads_own_comes_first(
    app: Flask, drain_outbox: Drain, as_person: AsPerson
) -> None:
    source, into = make_thread(), make_thread()
    late, early = make_summary(source, "Bản của chủ đề bị gộp."), make_summary(into)
    merge(source, into)
    drain_outbox()
    page = as_person(late.author).get(f"/can-bo/tom-tat/ban/{late.id}")
    page.submit(action="save", status=409)
    publish(early)

    page.submit(action="save")
    db.session.refresh(late)
    assert late.about_thread_id == into.id


def test_a_split_leaves_the_summary_where_it_stands(app: Flask) -> None:
    thread = make_thread()
    post = make_post(thread=thread)
    publish(make_summary(thread))
    begun = split(thread, post)
    assert on_top(thread) == f"<p>{SAID}</p>\n"
    assert on_top(begun) is None


def test_followers_are_told_of_a_summary_but_not_who_wrote_or_approved_it(
    app: Flask, drain_outbox: Drain
) -> None:
    thread, reader, approver = make_thread(), make_citizen(), make_staff()
    text = make_summary(thread)
    for person in (reader, approver, text.author):
        follow(person, Kind.THREAD, thread.id)
    publish(text, approver)
    drain_outbox()

    assert told(reader) == [("thread_summed_up", text.id, 0)]
    (entry,) = notices.inbox_of(reader, None, 10)
    assert entry.subject is not None and entry.subject.href == f"/chu-de/{thread.id}"
    words = {word for person in (approver, text.author) for word, _about, _more in told(person)}
    assert "thread_summed_up" not in words


def test_nobody_is_told_of_a_summary_that_nobody_reads(app: Flask, drain_outbox: Drain) -> None:
    thread, reader = make_thread(), make_citizen()
    follow(reader, Kind.THREAD, thread.id)
    publish(make_summary(thread))
    hide(thread)
    drain_outbox()
    assert told(reader) == []


@pytest.mark.parametrize("ending", ["hidden", "withdrawn"])
def test_a_notice_of_a_summary_dies_with_it(app: Flask, drain_outbox: Drain, ending: str) -> None:
    thread, reader = make_thread(), make_citizen()
    follow(reader, Kind.THREAD, thread.id)
    text = publish(make_summary(thread))
    drain_outbox()
    if ending == "hidden":
        hide(thread)
    else:
        service.withdraw_text(make_staff(), text, seen_version=text.version, reason="Thiếu ý.")
        db.session.commit()
    assert [entry.subject for entry in notices.inbox_of(reader, None, 10)] == [None]


def test_a_thread_is_found_by_the_words_of_its_summary_while_it_stands(
    app: Flask, drain_outbox: Drain
) -> None:
    def found() -> list[int]:
        drain_outbox()
        return [row.id for row in finding.search(Guest(), "trám quả đồi chè", limit=9).rows]

    thread = make_thread()
    text = publish(make_summary(thread, "Trám quả đồi chè."))
    assert found() == [opening_of(thread)]
    service.withdraw_text(make_staff(), text, seen_version=text.version, reason="Thiếu ý.")
    db.session.commit()
    assert found() == []
