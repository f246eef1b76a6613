"""What the board's pages show of wordings: changed titles, and nothing that was taken back."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.moderation.queries import visibility_reasons
from forum.threads import service
from forum.threads.lifecycle import PostState
from forum.threads.models import Post
from tests.factories.moderation import show_or_hide
from tests.factories.people import make_citizen, make_moderator
from tests.factories.threads import approve, make_pending_thread, make_post, seen, words
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]
TEXT = "Bản tôi thiếu nước sạch vào mùa khô."


def marks(page: Page) -> list[tuple[str, str]]:
    return [(mark.tag, mark.text) for mark in page.find_all("del", "ins")]


def change(post: Post, title: str, body: str = TEXT) -> str:
    """The page on which the board decides about a new wording of the post."""
    author = db.session.get_one(Person, post.author_id)
    wording = service.edit_post(author, post, wording=words(body, title), seen_wording=seen(post))
    db.session.commit()
    return f"/duyet-bai/{wording.id}"


def test_a_changed_title_is_shown_word_by_word(app: Flask, as_person: AsPerson, say: Say) -> None:
    post = approve(make_pending_thread(title="Nước ở bản Cọ", body=TEXT))
    moderator = as_person(make_moderator())

    page = moderator.get(change(post, "Nước sạch ở bản Hoa"))
    assert marks(page) == [("ins", "sạch"), ("del", "Cọ"), ("ins", "Hoa")]
    assert [head.text for head in page.find_all("h3")] == [say("Title"), say("Text")]

    page = moderator.get(change(post, "Nước ở bản Cọ", "Bản tôi thiếu nước vào mùa khô."))
    assert marks(page) == [("del", "sạch")]
    assert not page.find_all("h3")


def test_a_title_that_was_taken_back_is_read_by_nobody(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    wording = make_pending_thread(title="Nhà ông Tòng Văn Pâng", body=TEXT)
    service.withdraw(db.session.get_one(Person, wording.post.author_id), wording)
    db.session.commit()

    page = as_person(make_moderator()).get(f"/duyet-bai/{wording.id}")

    assert say("Its author withdrew this text. It no longer waits.") in page
    assert "Tòng Văn Pâng" not in page.html and page.h1 == say("(The title is hidden)")


def test_a_post_that_its_author_took_back_is_not_called_removed_by_the_board(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    author = make_citizen()
    shown_again, hidden, removed = (make_post(author) for _ in range(3))
    for post, outcomes in (
        (shown_again, (Outcome.HIDE, Outcome.RESTORE)),
        (hidden, (Outcome.HIDE,)),
        (removed, (Outcome.REMOVE,)),
    ):
        for outcome in outcomes:
            show_or_hide(post, outcome)

    service.forget_author(author, but=(), with_texts=True)
    db.session.commit()

    posts = [shown_again, hidden, removed]
    db.session.expire_all()
    assert {post.state for post in posts} == {PostState.REMOVED}
    assert list(visibility_reasons([post.id for post in posts])) == [removed.id]
    by_board = say("It comes back only when its author asks for another look and is right.")
    moderator, taken_back = as_person(make_moderator()), say("Its author took it back.")
    for post in posts:
        said = taken_back in client.get(f"/bai/{post.id}")
        page = moderator.get(f"/duyet-bai/bai/{post.id}")
        assert (said, taken_back in page, by_board in page) == (
            (False, False, True) if post is removed else (True, True, False)
        )
