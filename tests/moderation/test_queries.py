"""What authors are told, and what everybody may know: the public log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation import queries
from forum.moderation.lifecycle import Outcome
from forum.moderation.words import waited
from forum.threads import service as threads
from tests.factories.moderation import REASON, judge, show_or_hide
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import make_pending_thread, make_post, seen, words
from tests.page import Client

LOG = "/nhat-ky-duyet-bai"
SECRET = "bí mật của người viết"


def test_authors_find_the_decision_with_its_clause_without_asking_again(app: Flask) -> None:
    returned, waiting = make_pending_thread(), make_pending_thread()
    judge(returned, Outcome.RETURN)
    db.session.expire_all()

    found = queries.decisions_on([returned.id, waiting.id])
    db.session.expunge_all()  # from here on nothing more can be loaded

    assert set(found) == {returned.id}
    clause = found[returned.id].clause
    assert clause is not None
    assert (clause.article.number, found[returned.id].rule_version.number) == (10, 1)


def test_a_place_holder_has_its_reason_only_while_the_post_is_closed(app: Flask) -> None:
    hidden, restored, removed = make_post(), make_post(), make_post()
    show_or_hide(hidden, Outcome.HIDE)
    show_or_hide(restored, Outcome.HIDE)
    show_or_hide(restored, Outcome.RESTORE)
    show_or_hide(removed, Outcome.HIDE)
    show_or_hide(removed, Outcome.REMOVE)

    found = queries.visibility_reasons([hidden.id, restored.id, removed.id])

    outcomes = {post_id: decision.outcome for post_id, decision in found.items()}
    assert outcomes == {hidden.id: Outcome.HIDE, removed.id: Outcome.REMOVE}


def test_the_log_tells_clause_and_outcome_and_nothing_of_texts_and_people(
    app: Flask, client: Client, say: Callable[..., str]
) -> None:
    author, moderator = make_citizen("Tên người viết"), make_moderator("Tên người duyệt")
    for outcome in (Outcome.RETURN, Outcome.REJECT, Outcome.APPROVE):
        judge(
            make_pending_thread(author, title=f"Tên bài {SECRET}", body=SECRET),
            outcome,
            moderator,
            reason=f"{REASON} {SECRET}",
        )
    post = make_post(author, body=SECRET)
    show_or_hide(post, Outcome.HIDE, moderator, reason=SECRET)

    page = client.get(LOG)

    assert len(page.find_all("article")) == 3  # a publication is counted, not listed
    assert say("Returned for changes") in page
    assert page.html.count("/quy-che/phien-ban/1#dieu-10-khoan-1") == 3
    for hidden in (SECRET, "Tên người viết", "Tên người duyệt", REASON, f"/bai/{post.id}"):
        assert hidden not in page.html
    assert "no-store" not in page.headers["Cache-Control"]


def test_the_log_leads_to_a_post_while_everybody_can_read_it(app: Flask, client: Client) -> None:
    post = make_post()
    show_or_hide(post, Outcome.HIDE)
    assert f'"/bai/{post.id}"' not in client.get(LOG).html

    show_or_hide(post, Outcome.RESTORE)
    assert f'"/bai/{post.id}"' in client.get(LOG).html


def test_a_line_about_a_refused_change_does_not_lead_to_the_public_post(
    app: Flask, client: Client
) -> None:
    author = make_citizen()
    post = make_post(author)
    change = threads.edit_post(author, post, wording=words(SECRET), seen_wording=seen(post))
    judge(change, Outcome.REJECT)

    page = client.get(LOG)

    assert len(page.find_all("article")) == 1
    assert f"/bai/{post.id}" not in page.html


def test_the_log_goes_on_page_by_page(app: Flask, client: Client, say: Callable[..., str]) -> None:
    post, moderator = make_post(), make_moderator()
    for _ in range(17):
        show_or_hide(post, Outcome.HIDE, moderator)
        show_or_hide(post, Outcome.RESTORE, moderator)

    first = client.get(LOG)
    second = first.click(say("Next page"))

    assert (len(first.find_all("article")), len(second.find_all("article"))) == (30, 4)


def test_the_figures_are_of_this_month_in_vietnam(app: Flask, clock: Any) -> None:
    clock.set(datetime(2026, 3, 31, 16, 0, tzinfo=UTC))  # 23:00 in Vietnam, still March
    moderator, early = make_moderator(), [make_pending_thread() for _ in range(4)]
    judge(early[0], Outcome.APPROVE, moderator)
    clock.set(datetime(2026, 3, 31, 17, 30, tzinfo=UTC))  # 00:30 in Vietnam, April
    judge(early[1], Outcome.RETURN, moderator)
    clock.advance(hours=3)
    judge(early[2], Outcome.APPROVE, moderator)

    figures = queries.log_figures()

    assert (figures.waiting, figures.oldest) == (1, early[3].created_at)
    assert (figures.decided[Outcome.APPROVE], figures.decided[Outcome.RETURN]) == (1, 1)
    assert figures.median_wait is not None
    assert round(figures.median_wait / timedelta(minutes=1)) == 180  # of 90 and 270 minutes


@pytest.mark.parametrize(
    ("minutes", "message", "num"),
    [
        (0, "%(num)d minute", 1),
        (119, "%(num)d minutes", 119),
        (120, "%(num)d hours", 2),
        (2879, "%(num)d hours", 47),
        (2880, "%(num)d days", 2),
        (14399, "%(num)d days", 9),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_waiting_is_told_in_its_largest_unit(
    app: Flask, minutes: int, message: str, num: int
) -> None:
    from forum.languages.domain import speaking

    with app.test_request_context(), speaking("en"):
        assert waited(timedelta(minutes=minutes)) == message % {"num": num}
