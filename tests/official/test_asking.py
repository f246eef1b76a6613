"""The form for a question, for people and against machines; the box for the code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.lifecycle import AccountState
from forum.core.db import db
from forum.official import service
from forum.official.lifecycle import Handling, Visibility
from forum.official.models import Question
from forum.official.wordings import title_of
from forum.outbox.models import FactRow
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post, Receipt
from forum.threads.queries.posts import newest_revision
from forum.threads.service import Wording
from tests.factories.official import LETTER, make_question
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import make_category, make_post, make_thread
from tests.page import Client, Page

AsPerson = Callable[..., Client]
Say = Callable[..., str]
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def send(client: Client, **fields: object) -> Page:
    values = {"body": LETTER, "accept_rules": "y", **fields}
    return client.get("/hoi-dap/gui").submit("/hoi-dap/gui", **values)


def count_of(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_a_guests_public_question_is_held_and_counted_from_sending(app: Flask) -> None:
    question = make_question(visibility=Visibility.UNNAMED, contact="mai@example.org")

    assert question.handling is Handling.RECEIVED
    assert question.receipt.contact == "mai@example.org"
    assert question.post and not question.post.named and question.post.receipt_id
    wording = newest_revision(question.post)
    assert wording.state is RevisionState.PENDING
    assert wording.title == "Nhà tôi ở bản xa, xin hỏi thủ tục hỗ trợ nước sạch"
    names = set(db.session.scalars(sa.select(FactRow.name)))
    assert names == {"QuestionReceived", "RevisionSubmitted"}


def test_a_private_letter_is_no_post(app: Flask) -> None:
    question = make_question(visibility=Visibility.PRIVATE)

    assert question.post is None and question.letter_source == LETTER
    assert count_of(Post) == 0


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Xin hỏi về nước. Cảm ơn.", "Xin hỏi về nước"),
        ("Bao giờ có điện? Bản tôi chờ lâu.", "Bao giờ có điện?"),
        ("**Đường** hỏng", "Đường hỏng"),
        ("một " * 60, "một " * 21 + "một…"),
    ],
)
def test_the_title_is_the_first_sentence(source: str, title: str) -> None:
    from forum.core.text import render

    assert title_of(render(source)) == title


@one_database
def test_only_marks_without_a_word_are_no_question(app: Flask, client: Client, say: Say) -> None:
    make_category()

    page = send(client, body="***")

    assert say("Please write your question in words.") in page


@one_database
def test_a_machine_that_fills_everything_gets_the_form_back(
    app: Flask, client: Client, say: Say
) -> None:
    make_category()

    page = send(client, website="https://example.org")

    assert (
        say("A field that must stay empty was filled in. It is empty now; please send again.")
        in page
    )
    assert LETTER in page.html
    assert count_of(Question) == 0


@one_database
def test_a_form_with_a_link_sent_too_fast_comes_back_whole_and_is_taken_the_second_time(
    app: Flask, client: Client, clock, say: Say
) -> None:  # type: ignore[no-untyped-def]
    make_category()
    app.config["GUEST_FORM_SECONDS"] = 2

    page = send(client, body="Mua ngay ở https://example.org")
    assert say("That was very fast. Please read it once more and send again.") in page
    assert count_of(Question) == 0

    clock.advance(seconds=3)
    assert page.submit("/hoi-dap/gui").h1 == say("Receipt of your question")


@one_database
def test_haste_without_a_link_is_no_reason_to_refuse_a_text_that_is_read_anyway(
    app: Flask, client: Client, say: Say
) -> None:
    make_category()
    app.config["GUEST_FORM_SECONDS"] = 2
    assert send(client).h1 == say("Receipt of your question")


@one_database
def test_a_preview_saves_nothing(app: Flask, client: Client, say: Say) -> None:
    make_category()

    page = send(client, body="**Chào** cán bộ", preview="1")

    assert say("Preview: nothing has been sent yet") in page
    assert "<strong>Chào</strong>" in page.html
    assert count_of(Question) == 0


@one_database
def test_the_rules_are_accepted_with_each_guests_letter(
    app: Flask, client: Client, say: Say
) -> None:
    make_category()

    page = send(client, accept_rules=None, visibility="private")

    assert say("Please read the rules of use and tick this box.") in page
    assert count_of(Receipt) == 0


@one_database
def test_a_member_who_has_not_accepted_sees_the_box_again_with_the_text(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    make_category()

    page = send(as_person(make_citizen()), accept_rules=None)

    assert say("Please read the rules of use and tick this box.") in page
    assert LETTER in page.html


@one_database
def test_an_address_that_is_none_is_refused_a_telephone_number_is_kept(
    app: Flask, client: Client, say: Say
) -> None:
    make_category()

    assert say("This is not an e-mail address.") in send(client, contact="mai@@x")
    send(client, contact="0912 345 678", visibility="private")

    assert db.session.scalars(sa.select(Receipt.contact)).one() == "0912 345 678"


@one_database
def test_a_suspended_member_cannot_ask(app: Flask) -> None:
    from forum.core.errors import Forbidden

    person = make_citizen()
    person.state = AccountState.SUSPENDED

    with pytest.raises(Forbidden):
        service.ask(
            person,
            make_category(),
            wording=Wording(LETTER, accepts_rules=True),
            visibility=Visibility.PUBLIC,
        )


def test_a_suspended_member_reads_why_and_keeps_the_text(as_person: AsPerson, say: Say) -> None:
    person = make_citizen()
    make_category()
    browser = as_person(person)
    form = browser.get("/hoi-dap/gui").form(having=("body",))
    person.state = AccountState.SUSPENDED
    db.session.commit()
    why = say("Your account is suspended. Sign out to ask an office as a guest.")

    assert why in browser.get("/hoi-dap/gui")
    late = form.submit(body=LETTER, accept_rules="y")
    assert why in late and LETTER.split()[-1] in late.find_all("textarea")[0].text


def test_sending_the_same_form_twice_is_one_question(app: Flask, client: Client) -> None:
    make_category()
    page = client.get("/hoi-dap/gui")
    form = page.form("/hoi-dap/gui")

    first = form.submit(body=LETTER, accept_rules="y", visibility="private")
    second = form.submit(body=LETTER, accept_rules="y", visibility="private")

    assert first.url == second.url
    assert count_of(Question) == 1


def test_an_author_makes_a_question_of_a_post_once(
    app: Flask, as_person: AsPerson, say: Say
) -> None:
    author = make_citizen()
    post = make_post(author)
    browser = as_person(author)

    token = browser.get("/hoi-dap/gui").form("/hoi-dap/gui").values["csrf_token"]
    first = browser.post(f"/bai/{post.id}/hoi", {"csrf_token": token})
    second = browser.post(f"/bai/{post.id}/hoi", {"csrf_token": token})

    assert first.h1 == say("Receipt of your question") and first.url == second.url
    assert count_of(Question) == 1


@one_database
@pytest.mark.parametrize(
    ("who", "allowed"), [("stranger", False), ("moderator", True), ("staff", True)]
)
def test_who_may_make_a_question_of_anothers_post(app: Flask, who: str, allowed: bool) -> None:
    from forum.official.policy import may_convert

    makers = {"stranger": make_citizen, "moderator": make_moderator, "staff": make_staff}
    post = make_thread()

    actor = makers[who]()
    opening = db.session.scalars(sa.select(Post).where(Post.thread_id == post.id)).one()

    assert may_convert(actor, opening) is allowed
