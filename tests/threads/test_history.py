"""The wordings of a text: what changed, and in words where each of them stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from forum.accounts.actors import System
from forum.accounts.models import Person
from forum.core.db import db
from forum.languages.formatting import local_datetime
from forum.moderation.lifecycle import Outcome
from forum.official.service import withdraw_text
from forum.threads import service
from forum.threads.importing import SourceText, import_batch
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Post, Revision, Thread
from forum.threads.queries.posts import newest_revision
from tests.factories.moderation import REASON, judge, show_or_hide
from tests.factories.official import make_reply
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import (
    approve,
    make_category,
    make_pending_reply,
    make_pending_thread,
    make_post,
    seen,
    words,
)
from tests.html_tree import Element
from tests.page import Client, Page
from tests.threads.shapes import opening_of, split

AsPerson = Callable[..., Client]
Say = Callable[..., str]


def edited(post: Post, title: str) -> Revision:
    author = db.session.get_one(Person, post.author_id)
    wording = words("Bà con hỏi về nước.", title)
    revision = service.edit_post(author, post, wording=wording, seen_wording=seen(post))
    db.session.commit()
    return revision


def paragraphs(page: Page) -> list[str]:
    """Who decided what and why, of all wordings on the page."""
    cards = page.find_all("section", class_="card")
    lines = [line for card in cards for line in card.children if isinstance(line, Element)]
    said = [line for line in lines if line.attrs.get("class") in (None, "held-reason")]
    return [line.text for line in said if line.tag == "p"]


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

        assert page.click(say("Open the decision page")).url == f"/duyet-bai/{waiting.id}"

    show_or_hide(post, Outcome.HIDE)
    assert say("Hidden") in states(moderator.get(f"/bai/{post.id}/lich-su"))


def test_the_board_reads_the_wordings_of_what_was_never_published(
    app: Flask, as_person: AsPerson, client: Client, say: Say
) -> None:
    first = make_pending_thread(title="Nước ở bản")
    post, moderator = first.post, as_person(make_moderator())
    assert say("Earlier wordings") not in moderator.get(f"/duyet-bai/{first.id}")
    judge(first, Outcome.RETURN)
    waiting = edited(post, "Nước sạch ở bản")

    page = moderator.get(f"/duyet-bai/{waiting.id}").click(say("Earlier wordings"))

    assert page.url == f"/bai/{post.id}/lich-su"
    assert states(page) == [say("Waiting for review"), say("Returned for changes")]
    assert page.find_all("ins")[0].text == "sạch"
    assert page.click(say("Open the decision page")).url == f"/duyet-bai/{waiting.id}"
    assert say("Back to the thread") not in page
    for other in (as_person(make_citizen()), as_person(make_staff())):
        other.get(f"/bai/{post.id}/lich-su", status=404)
    assert client.get(f"/bai/{post.id}/lich-su").url.startswith("/dang-nhap")
    moderator.get(f"/bai/{post.id}", status=404)  # this route alone opens to the board


def test_each_wording_says_in_which_role_and_on_what_ground_it_was_decided(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    colleague, author = make_moderator("Quàng Thị Duyệt"), make_citizen()
    opening, reply = make_pending_thread(author), make_pending_reply(author)
    judge(opening, Outcome.APPROVE, colleague)
    judge(reply, Outcome.APPROVE, colleague)
    returned = edited(opening.post, "Nước sạch ở bản")
    ground = judge(returned, Outcome.RETURN, colleague).clause
    closing = show_or_hide(opening.post, Outcome.HIDE, colleague)
    split(reply.post.thread, reply.post, title="Chuyện khác")
    entitled = newest_revision(reply.post)
    assert ground and closing.clause == ground

    def at(said: str, moment: datetime | None) -> str:
        assert moment is not None
        return say(said, time=local_datetime(moment))

    decided = "A moderator decided at %(time)s."
    clause = say(
        "Article %(article)d clause %(clause)d: %(label)s",
        article=ground.article.number,
        clause=ground.number,
        label=ground.label["vi"],
    )
    for person in (author, make_moderator()):
        page = as_person(person).get(f"/bai/{opening.post_id}/lich-su")
        assert paragraphs(page) == [
            f"{at(decided, returned.decided_at)} {clause}",
            REASON,
            at(decided, opening.decided_at),
            f"{at('A moderator hid the post at %(time)s.', closing.at)} {clause}",
            REASON,
        ]
        assert "Quàng Thị Duyệt" not in page.html
        page = as_person(person).get(f"/bai/{reply.post_id}/lich-su")
        said = "A moderator gave it this title and a thread of its own at %(time)s."
        assert paragraphs(page) == [at(said, entitled.decided_at), at(decided, reply.decided_at)]


def test_a_wording_that_nobody_judged_says_how_it_was_published(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    author, category = make_citizen(), make_category(mode=CategoryMode.AFTER)
    for _ in range(2):
        make_post(author)
    at_once = make_pending_thread(author, category=category).post
    reply = make_reply()
    writer = db.session.get_one(Person, reply.author_id)
    withdraw_text(writer, reply, seen_version=reply.version, reason="Sai số liệu.")
    imported = import_batch(System(), category, [SourceText("1", "Tên", "Chữ")])
    db.session.commit()
    taken_over = opening_of(db.session.get_one(Thread, imported[0]))
    moderator = as_person(make_moderator())
    for post_id, said in (
        (at_once.id, ["Published at once, without review before it."]),
        (taken_over, ["Taken over from an earlier collection."]),
        (
            reply.post_id,
            ["Approved in the office before it was published.", "The office took it back."],
        ),
    ):
        page = moderator.get(f"/bai/{post_id}/lich-su")
        assert paragraphs(page) == [say(words) for words in said]


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
