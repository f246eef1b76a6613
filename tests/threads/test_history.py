"""The wordings of a text: what changed, and in words where each of them stands."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.threads import service
from forum.threads.models import Post, Revision
from tests.factories.moderation import judge, show_or_hide
from tests.factories.people import make_moderator
from tests.factories.threads import approve, make_pending_thread, seen, words
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]


def edited(post: Post, title: str) -> Revision:
    author = db.session.get_one(Person, post.author_id)
    wording = words("Bà con hỏi về nước.", title)
    revision = service.edit_post(author, post, wording=wording, seen_wording=seen(post))
    db.session.commit()
    return revision


def states(page: Page) -> list[str]:
    """The words of each wording's state, the newest first."""
    return [chip.text for chip in page.find_all("span", class_="chip")]


def test_each_wording_says_where_it_stands_and_how_its_title_changed(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    post = approve(make_pending_thread(title="Nước ở bản"))
    judge(edited(post, "Nước sạch ở bản"), Outcome.APPROVE)
    for outcome in (Outcome.RETURN, Outcome.REJECT):
        judge(edited(post, "Nước sạch ở bản trên"), outcome)
    edited(post, "Nước sạch ở bản trên")
    edited(post, "Nước sạch ở bản dưới")
    author = as_person(db.session.get_one(Person, post.author_id))

    page = author.get(f"/bai/{post.id}/lich-su")

    said = [
        "Waiting for review",
        "Replaced by its author before it was read",
        "Not published",
        "Returned for changes",
        "Shown to readers",
        "Shown before; a newer one stands in its place",
    ]
    assert states(page) == [say(words) for words in said]
    added = [mark.text for mark in page.find_all("ins")]
    assert "sạch" in added and "dưới" in added
    assert [mark.text for mark in page.find_all("del")] == [
        "trên",
        "Bản tôi thiếu nước sạch vào mùa khô.",
    ]


def test_the_board_comes_to_the_wordings_from_both_of_its_pages(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    post = approve(make_pending_thread(title="Nước ở bản"))
    waiting = edited(post, "Nước sạch ở bản")
    moderator = as_person(make_moderator())
    for start in (f"/duyet-bai/{waiting.id}", f"/duyet-bai/bai/{post.id}"):
        page = moderator.get(start).click(say("Earlier wordings"))
        assert page.url == f"/bai/{post.id}/lich-su"
        assert states(page)[0] == say("Waiting for review")

    show_or_hide(post, Outcome.HIDE)
    assert say("Hidden") in states(moderator.get(f"/bai/{post.id}/lich-su"))


def test_what_the_author_took_back_is_for_the_author_alone(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    post = approve(make_pending_thread(title="Nước ở bản"))
    author = db.session.get_one(Person, post.author_id)
    service.withdraw(author, edited(post, "Nước sạch ở bản"))
    db.session.commit()
    said = say("Withdrawn by the author")
    assert said in states(as_person(author).get(f"/bai/{post.id}/lich-su"))
    assert said not in states(as_person(make_moderator()).get(f"/bai/{post.id}/lich-su"))
