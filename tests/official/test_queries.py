"""What is known in public of questions, and what only staff and the sender know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.actors import Guest
from forum.core.db import db
from forum.official import queries, service
from forum.official.lifecycle import Visibility
from forum.official.queries.inbox import inbox_rows
from forum.official.queries.questions import question_cards
from forum.threads import service as threads
from forum.threads.lifecycle import PostState
from tests.factories.official import make_agency, make_draft, make_question, make_reply
from tests.factories.people import make_citizen, make_moderator, make_staff
from tests.factories.threads import approve, make_post
from tests.page import Client

AsPerson = Callable[..., Client]


def test_only_questions_whose_post_is_public_are_listed(app: Flask) -> None:
    shown = make_question(make_citizen())
    approve(shown.post.revisions[0])
    make_question()  # waits for review
    make_question(visibility=Visibility.PRIVATE)
    hidden = make_question()
    post = approve(hidden.post.revisions[0])
    threads.set_post_state(make_moderator(), post, state=PostState.HIDDEN)
    db.session.commit()

    assert [card.id for card in question_cards(None, 10)] == [shown.id]
    assert [card.id for card in question_cards(None, 10, done=False)] == [shown.id]
    assert queries.question_states([shown.post_id, 999])[shown.post_id].question_id == shown.id


def test_lists_go_on_by_key(app: Flask) -> None:
    made = [make_question() for _ in range(3)]
    for question in made:
        approve(question.post.revisions[0])
    newest = question_cards(None, 2)

    assert [card.id for card in newest] == [made[2].id, made[1].id]
    assert [card.id for card in question_cards(newest[-1].id, 2)] == [made[0].id]


def test_an_answer_counts_in_public_once_the_question_is_readable(app: Flask) -> None:
    question = make_question()
    make_reply(question)
    thread_id = question.post.thread_id
    assert queries.answered_thread_ids([thread_id]) == set()
    assert queries.fresh_answers(3) == []

    approve(question.post.revisions[0])

    assert queries.answered_thread_ids([thread_id]) == {thread_id}
    assert [card.id for card in queries.fresh_answers(3)] == [question.id]


def test_hiding_the_question_never_hides_the_reply(app: Flask) -> None:
    question = make_question()
    post = approve(question.post.revisions[0])
    make_reply(question)
    threads.set_post_state(make_moderator(), post, state=PostState.HIDDEN)
    db.session.commit()

    [card] = queries.cards_of_thread(Guest(), post.thread_id).replies

    assert "một cửa" in card.html


def test_the_asker_alone_reads_a_reply_to_an_unpublished_question(app: Flask) -> None:
    question = make_question()
    make_reply(question)
    thread_id = question.post.thread_id

    assert len(queries.cards_of_thread(Guest(question.receipt_id), thread_id)[0]) == 1
    for stranger in (Guest(), make_citizen(), make_moderator()):
        assert queries.cards_of_thread(stranger, thread_id)[0] == []


def test_staff_see_every_open_question_oldest_first(app: Flask) -> None:
    letter = make_question(visibility=Visibility.PRIVATE)
    waiting = make_question()
    taken_back = make_question()
    threads.withdraw(Guest(taken_back.receipt_id), taken_back.post.revisions[0])
    make_reply()
    db.session.commit()

    assert [row.id for row in inbox_rows(None, 10)] == [letter.id, waiting.id]
    assert queries.open_questions_count() == 2


def test_a_question_is_given_to_an_office_unless_it_changed_meanwhile(app: Flask) -> None:
    from forum.core.errors import Conflict

    question, staff, agency = make_question(), make_staff(), make_agency()
    seen = question.version
    service.assign(staff, question, agency_id=agency.id, seen_version=seen)
    db.session.commit()

    with pytest.raises(Conflict):
        service.assign(staff, question, agency_id=agency.id, seen_version=seen)
    assert question.agency_id == agency.id


def test_the_staffs_inbox_shows_drafts_to_their_author_and_waiting_texts_to_others(
    app: Flask, as_person: AsPerson
) -> None:
    author, other = make_staff(), make_staff()
    text = make_draft(author)
    page = as_person(author).get("/can-bo/hoi-dap")
    assert "Nộp ở xã." in page
    assert "Nộp ở xã." not in as_person(other).get("/can-bo/hoi-dap")

    service.submit_text(author, text, seen_version=text.version)

    assert "Nộp ở xã." in as_person(other).get("/can-bo/hoi-dap")
    assert queries.awaiting_count(other) == 1 and queries.awaiting_count(author) == 0


def test_cards_of_a_thread_take_one_statement(app: Flask) -> None:
    question = make_question()
    approve(question.post.revisions[0])
    make_reply(question)
    thread_id, seen = question.post.thread_id, []

    @sa.event.listens_for(db.engine, "before_cursor_execute")
    def count(*_arguments: object) -> None:
        seen.append(1)

    queries.cards_of_thread(Guest(), thread_id)

    assert len(seen) == 1


def test_a_converted_reply_links_to_its_post(app: Flask) -> None:
    author = make_citizen()
    post = make_post(author)
    service.make_question(author, post)
    db.session.commit()

    [card] = question_cards(None, 5)

    assert card.href == f"/bai/{post.id}" and card.title == "Tôi cũng thế."
