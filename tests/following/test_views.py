"""Keeping and following, as a member does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forum.core.db import db
from forum.following import queries
from forum.following.lifecycle import Kind
from forum.moderation.lifecycle import Outcome
from forum.threads.models import Thread
from forum.threads.queries.posts import newest_revision
from tests.factories.moderation import show_or_hide
from tests.factories.official import make_explanation, make_question, publish
from tests.factories.people import make_citizen
from tests.factories.threads import approve, make_category, make_post, make_thread
from tests.following.pressing import press
from tests.page import Client

AsPerson = Callable[..., Client]
Say = Callable[..., str]
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def address(thread: Thread) -> str:
    return f"/chu-de/{thread.id}-nuoc-sinh-hoat-o-ban"


def test_a_bookmark_is_set_listed_and_removed(as_person: AsPerson, say: Say) -> None:
    thread = make_thread(body="Bản tôi thiếu nước.")
    reader = as_person(make_citizen())
    page = press(reader.get(address(thread)), say("Bookmark"))
    assert say("The post stands among your bookmarks.") in page
    page = reader.get("/danh-dau")
    assert "Bản tôi thiếu nước." in page
    page = press(page, say("Remove the bookmark"))
    assert page.url == "/danh-dau" and say("No bookmarks yet") in page


@pytest.mark.parametrize("outcome", [Outcome.HIDE, Outcome.REMOVE])
def test_a_bookmark_of_a_closed_post_keeps_its_place_without_words(
    as_person: AsPerson, say: Say, outcome: Outcome
) -> None:
    post = make_post(body="DẤU-KÍN")
    person = make_citizen()
    reader = as_person(person)
    page = reader.get(f"/bai/{post.id}")
    token = page.form("/theo-doi").values["csrf_token"]
    reader.post(f"/bai/{post.id}/danh-dau", {"csrf_token": token, "act": "keep"})
    show_or_hide(post, outcome)
    page = reader.get("/danh-dau")
    assert say("A post that can no longer be read") in page and "DẤU-KÍN" not in page
    page = press(page, say("Remove the bookmark"))
    assert say("No bookmarks yet") in page


def test_a_thread_is_followed_and_left(as_person: AsPerson, say: Say) -> None:
    thread, person = make_thread(), make_citizen()
    reader = as_person(person)
    page = press(reader.get(address(thread)), say("Follow this thread"))
    assert queries.is_following(person, Kind.THREAD, thread.id)
    press(page, say("Stop following"))
    db.session.rollback()
    assert not queries.is_following(person, Kind.THREAD, thread.id)


def test_categories_questions_and_explanations_are_followed_and_listed(
    as_person: AsPerson, say: Say
) -> None:
    category = make_category()
    question = make_question(category=category)
    assert question.post is not None
    approve(newest_revision(question.post))
    text = publish(make_explanation(title="Hỗ trợ nhà ở"))
    reader = as_person(make_citizen())
    press(reader.get(f"/chuyen-muc/{category.slug}"), say("Follow this category"))
    press(reader.get(f"/bai/{question.post.id}"), say("Follow the question"))
    press(reader.get(f"/giai-thich/{text.slug}"), say("Follow this explanation"))

    page = reader.get("/dang-theo-doi")
    links = [href for _text, href in page.links]
    wanted = [
        f"/chuyen-muc/{category.slug}",
        f"/bai/{question.post.id}",
        f"/giai-thich/{text.slug}",
    ]
    assert [href for href in wanted if href not in links] == []
    for _ in range(3):
        form = next(f for f in page.forms if "/dang-theo-doi/" in f.action)
        page = reader.post(form.action, {**form.values, "act": "leave"})
    assert say("You follow nothing yet") in page


def test_what_can_no_longer_be_read_is_listed_without_words(as_person: AsPerson, say: Say) -> None:
    thread, person = make_thread(title="DẤU-KÍN"), make_citizen()
    reader = as_person(person)
    press(reader.get(f"/chu-de/{thread.id}"), say("Follow this thread"))
    thread.first_published_at = None  # as a merged thread has it
    db.session.commit()
    page = reader.get("/dang-theo-doi")
    assert say("Cannot be read at present") in page and "DẤU-KÍN" not in page
    assert say("You follow nothing yet") in press(page, say("Stop following"))


@one_database
@pytest.mark.parametrize(
    "path", ["/chu-de/77/theo-doi", "/bai/77/theo-doi", "/bai/77/danh-dau", "/dang-theo-doi/77"]
)
def test_what_is_not_there_is_not_found(as_person: AsPerson, path: str) -> None:
    thread = make_thread()
    reader = as_person(make_citizen())
    token = reader.get(address(thread)).form("/theo-doi").values["csrf_token"]
    reader.post(path, {"csrf_token": token, "act": "keep"}, status=404)


@one_database
def test_a_private_letter_or_a_plain_post_is_no_question_to_follow(as_person: AsPerson) -> None:
    post = make_post()
    reader = as_person(make_citizen())
    token = reader.get(f"/bai/{post.id}").form("/theo-doi").values["csrf_token"]
    reader.post(f"/bai/{post.id}/theo-doi", {"csrf_token": token, "act": "follow"}, status=404)


@one_database
@pytest.mark.parametrize("act", ["", "delete", "keep"])
def test_an_unknown_act_is_refused(as_person: AsPerson, act: str) -> None:
    thread = make_thread()
    reader = as_person(make_citizen())
    token = reader.get(address(thread)).form("/theo-doi").values["csrf_token"]
    reader.post(f"/chu-de/{thread.id}/theo-doi", {"csrf_token": token, "act": act}, status=400)
