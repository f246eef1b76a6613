"""The board's pages as a moderator meets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.moderation.models import Decision
from forum.threads import service as threads
from forum.threads.lifecycle import RevisionState
from tests.factories.moderation import REASON, judge, show_or_hide
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import (
    make_category,
    make_pending_reply,
    make_pending_thread,
    make_post,
    seen,
    words,
)
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]
QUEUE = "/duyet-bai/hang-cho"


def waiting_links(page: Page) -> list[str]:
    """Addresses of the texts on a page of the queue, in order, each once."""
    links = [href for _text, href in page.links if href.removeprefix("/duyet-bai/").isdigit()]
    return list(dict.fromkeys(links))


def test_the_queue_shows_the_oldest_first_and_at_least_25(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    author, category = make_citizen(), make_category()
    sent = [make_pending_thread(author, category=category) for _ in range(35)]
    links = [f"/duyet-bai/{revision.id}" for revision in sent]

    first = as_person(make_moderator()).get(QUEUE)
    second = first.click(say("Next page"))

    assert len(waiting_links(first)) >= 25
    assert waiting_links(first) + waiting_links(second) == links


def test_the_queue_asks_the_database_as_often_for_ten_texts_as_for_one(
    app: Flask, as_person: AsPerson
) -> None:
    moderator, category = as_person(make_moderator()), make_category()
    statements: list[str] = []

    def count(*told: Any) -> None:
        statements.append(told[2])

    def asked() -> int:
        statements.clear()
        moderator.get(QUEUE)
        return len(statements)

    make_pending_thread(category=category)
    sa.event.listen(db.engine, "before_cursor_execute", count)
    one = asked()
    for _ in range(9):
        make_pending_thread(category=category)
    ten = asked()
    sa.event.remove(db.engine, "before_cursor_execute", count)

    assert one == ten


def test_own_texts_are_not_in_the_queue_and_have_no_form(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    person = make_moderator()
    own = make_pending_thread(person)
    moderator = as_person(person)

    page = moderator.get(f"/duyet-bai/{own.id}")

    assert waiting_links(moderator.get(QUEUE)) == []
    assert say("This is your own text.") in page
    assert [form for form in page.forms if "outcome" in form.controls] == []
    token = page.forms[0].values["csrf_token"] if page.forms else ""
    sent = {"csrf_token": token, "outcome": "approve", "seen_version": "1", "idempotency_key": "1"}
    moderator.post(f"/duyet-bai/{own.id}/quyet-dinh", sent, status=403)
    assert own.state is RevisionState.PENDING


def test_a_decision_leads_to_the_next_text_and_at_the_end_to_the_queue(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    first, second = make_pending_thread(), make_pending_thread()
    page = as_person(make_moderator()).get(f"/duyet-bai/{first.id}")

    page = page.submit("/quyet-dinh", outcome="approve")
    assert page.steps == [(303, f"/duyet-bai/{second.id}")]
    assert say("The text is published.") in page
    page = page.submit("/quyet-dinh", outcome="return", reason=REASON)
    assert page.steps == [(303, QUEUE)]

    db.session.expire_all()
    assert (first.state, second.state) == (RevisionState.APPROVED, RevisionState.RETURNED)


def test_a_missing_reason_keeps_the_chosen_clause_and_asks_for_it(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    revision = make_pending_thread()
    page = as_person(make_moderator()).get(f"/duyet-bai/{revision.id}")
    clause = page.form("/quyet-dinh").options("clause")[3]

    page = page.submit("/quyet-dinh", outcome="reject", clause=clause)

    assert say("Please tell the author the reason in your own words.") in page
    assert page.form("/quyet-dinh").values["clause"] == clause
    page.submit("/quyet-dinh", outcome="reject", reason=REASON)
    assert db.session.scalars(sa.select(Decision)).one().clause_id == int(clause)


def test_the_slower_of_two_reads_who_decided_and_finds_the_reason_kept(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    revision = make_pending_thread()
    address = f"/duyet-bai/{revision.id}"
    quick = as_person(make_moderator("Chị Hoa")).get(address)
    slow = as_person(make_moderator("Anh Nam")).get(address)

    quick.submit("/quyet-dinh", outcome="approve")
    page = slow.submit("/quyet-dinh", outcome="reject", reason="Lý do đã gõ.", status=409)

    assert say("Moderator %(name)s", name="Chị Hoa") in page
    assert say("Published") in page
    assert "Lý do đã gõ." in page
    assert db.session.scalars(sa.select(Decision.outcome)).all() == [Outcome.APPROVE]


def test_a_second_click_on_the_same_form_is_answered_like_the_first(
    app: Flask, as_person: AsPerson
) -> None:
    revision = make_pending_thread()
    page = as_person(make_moderator()).get(f"/duyet-bai/{revision.id}")

    once = page.submit("/quyet-dinh", outcome="approve", follow=False)
    twice = page.submit("/quyet-dinh", outcome="approve", follow=False)

    assert once.steps == twice.steps == [(303, QUEUE)]


@pytest.mark.parametrize("broken", ["", "0", "-1", "99999999999999999999", "²", "abc"])
def test_an_unreadable_version_is_a_stale_one(app: Flask, as_person: AsPerson, broken: str) -> None:
    revision = make_pending_thread()
    page = as_person(make_moderator()).get(f"/duyet-bai/{revision.id}")

    page.submit("/quyet-dinh", outcome="approve", seen_version=broken, status=409)

    assert revision.state is RevisionState.PENDING


def test_a_withdrawn_text_is_gone_from_the_board(app: Flask, as_person: AsPerson, say: Say) -> None:
    author = make_citizen()
    revision = make_pending_thread(author, body="Điều tôi muốn rút lại.")
    moderator = as_person(make_moderator())
    open_page = moderator.get(f"/duyet-bai/{revision.id}")
    threads.withdraw(author, revision)
    db.session.commit()

    page = moderator.get(f"/duyet-bai/{revision.id}")
    late = open_page.submit("/quyet-dinh", outcome="approve", status=409)

    assert "Điều tôi muốn rút lại." not in page
    assert say("Its author withdrew this text. It no longer waits.") in late


def test_a_change_is_shown_word_by_word(app: Flask, as_person: AsPerson) -> None:
    author = make_citizen()
    post = make_post(author, body="Nước giếng rất bẩn.")
    change = threads.edit_post(
        author, post, wording=words("Nước giếng hơi bẩn."), seen_wording=seen(post)
    )

    page = as_person(make_moderator()).get(f"/duyet-bai/{change.id}")

    assert [e.text for e in page.find_all("del", "ins")] == ["rất", "hơi"]


def test_the_reviewer_is_not_told_a_name_the_author_withheld(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    revision = make_pending_thread(make_citizen("Lò Thị Mai"))
    revision.post.named = False
    moderator = as_person(make_moderator())

    for page in (moderator.get(QUEUE), moderator.get(f"/duyet-bai/{revision.id}")):
        assert "Lò Thị Mai" not in page
        assert say("A citizen, name not shown") in page


def test_a_post_is_hidden_and_restored_from_its_page(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    post = make_post()
    address = f"/duyet-bai/bai/{post.id}"
    moderator = as_person(make_moderator())

    page = moderator.get(address)
    assert page.form(address).options("outcome") == ["hide", "remove"]
    page.submit(address, outcome="hide", reason=REASON, follow=False)
    page = moderator.get(address)
    assert page.form(address).options("outcome") == ["restore", "remove"]
    other = as_person(make_moderator()).get(address)
    page.submit(address, outcome="restore", follow=False)
    late = other.submit(address, outcome="remove", reason="Gõ rồi.", status=409)

    assert "Gõ rồi." in late
    history = db.session.scalars(sa.select(Decision.outcome).order_by(Decision.id)).all()
    assert history == [Outcome.HIDE, Outcome.RESTORE]


def test_a_removed_post_offers_no_decision(app: Flask, as_person: AsPerson) -> None:
    post = make_post()
    show_or_hide(post, Outcome.REMOVE)

    page = as_person(make_moderator()).get(f"/duyet-bai/bai/{post.id}")

    assert [form for form in page.forms if "outcome" in form.controls] == []


def test_the_boards_pages_are_closed_to_everybody_else(app: Flask, as_person: AsPerson) -> None:
    revision, post = make_pending_reply(), make_post()
    judge(revision, Outcome.RETURN)

    for person in (revision.post.author_id, None):
        client = as_person(make_citizen() if person else make_staff())
        for address in (QUEUE, f"/duyet-bai/{revision.id}", f"/duyet-bai/bai/{post.id}"):
            client.get(address, status=403)
