"""Each fact reaches exactly the people it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.models import Person
from forum.core.db import db
from forum.moderation.lifecycle import Outcome
from forum.notifications.models import Notice
from forum.official import service as official
from forum.official.lifecycle import Visibility
from forum.threads.lifecycle import CategoryMode
from forum.threads.models import Post
from forum.threads.service import edit_post
from tests.factories.moderation import judge, show_or_hide
from tests.factories.people import make_citizen, make_moderator, make_staff
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
from tests.notifications import stories

Drain = Callable[[], int]
Told = set[tuple[str, str]]  # who in the cast, which word


@dataclass
class Cast:
    """``opener`` has opened ``thread``; the others look on until the story begins."""

    opener: Person
    other: Person
    mod1: Person
    mod2: Person
    staff1: Person
    staff2: Person

    def __post_init__(self) -> None:
        self.post = approve(make_pending_thread(self.opener), self.mod1)
        self.thread = self.post.thread


def reply_of(cast: Cast, author: Person) -> Post:
    return approve(make_pending_reply(author, thread=cast.thread), cast.mod1)


def text_sent(cast: Cast) -> Told:
    make_pending_thread(cast.other)
    return {("mod1", "text_waits"), ("mod2", "text_waits")}


def moderators_own_text_sent(cast: Cast) -> Told:
    make_pending_thread(cast.mod1)
    return {("mod2", "text_waits")}


def text_judged_before_anybody_was_told(cast: Cast) -> Told:
    judge(make_pending_thread(cast.other), Outcome.REJECT, cast.mod1)
    return {("other", "text_rejected")}


def thread_approved(cast: Cast) -> Told:
    judge(make_pending_thread(cast.other), Outcome.APPROVE, cast.mod1)
    return {("other", "text_published")}


def reply_approved(cast: Cast) -> Told:
    reply = make_pending_reply(cast.other, thread=cast.thread)
    judge(reply, Outcome.APPROVE, cast.mod1)
    return {("other", "text_published"), ("opener", "reply_in_thread")}


def own_reply_approved(cast: Cast) -> Told:
    reply = make_pending_reply(cast.opener, thread=cast.thread)
    judge(reply, Outcome.APPROVE, cast.mod1)
    return {("opener", "text_published")}


def text_returned(cast: Cast) -> Told:
    judge(make_pending_thread(cast.other), Outcome.RETURN, cast.mod1)
    return {("other", "text_returned")}


def reply_hidden(cast: Cast) -> Told:
    show_or_hide(reply_of(cast, cast.other), Outcome.HIDE, cast.mod1)
    return {("other", "post_hidden")}


def reply_hidden_and_restored(cast: Cast) -> Told:
    post = reply_of(cast, cast.other)
    show_or_hide(post, Outcome.HIDE, cast.mod1)
    show_or_hide(post, Outcome.RESTORE, cast.mod1)
    return {("other", "post_hidden"), ("other", "post_restored")}


def reply_removed(cast: Cast) -> Told:
    show_or_hide(reply_of(cast, cast.other), Outcome.REMOVE, cast.mod1)
    return {("other", "post_removed")}


def question_asked_by_staff(cast: Cast) -> Told:
    stories.ask(cast.staff1, visibility=Visibility.PRIVATE)
    return {("staff2", "question_waits")}


def reply_submitted(cast: Cast) -> Told:
    question = stories.ask(cast.other, visibility=Visibility.PRIVATE)
    stories.submitted_reply(question, cast.staff1)
    return {
        ("staff1", "question_waits"),
        ("staff2", "question_waits"),
        ("staff2", "official_waits"),
    }


def clarification_returned(cast: Cast) -> Told:
    text = stories.submitted_clarification(cast.post, cast.staff1)
    stories.give_back(text, cast.staff2)
    return {("staff1", "official_returned")}


def clarification_published(cast: Cast) -> Told:
    text = stories.submitted_clarification(cast.post, cast.staff1)
    stories.publish(text, cast.staff2)
    return {("opener", "clarified")}


def question_in_a_thread_answered(cast: Cast) -> Told:
    post = reply_of(cast, cast.other)
    question = official.make_question(cast.other, post)
    stories.publish(stories.submitted_reply(question, cast.staff1), cast.staff2)
    return {("other", "question_answered"), ("opener", "reply_in_thread")}


STORIES = [
    text_sent,
    moderators_own_text_sent,
    text_judged_before_anybody_was_told,
    thread_approved,
    reply_approved,
    own_reply_approved,
    text_returned,
    reply_hidden,
    reply_hidden_and_restored,
    reply_removed,
    question_asked_by_staff,
    reply_submitted,
    clarification_returned,
    clarification_published,
    question_in_a_thread_answered,
]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_right_people_are_told(story: Callable[[Cast], Told], drain_outbox: Drain) -> None:
    cast = Cast(
        make_citizen(),
        make_citizen(),
        make_moderator(),
        make_moderator(),
        make_staff(),
        make_staff(),
    )
    expected = story(cast)
    drain_outbox()

    names = {person.id: name for name, person in vars(cast).items() if isinstance(person, Person)}
    rows = db.session.scalars(sa.select(Notice)).all()
    told = [(names.get(row.person_id, "a stranger"), row.word) for row in rows]
    assert sorted(told) == sorted(expected)


@pytest.mark.usefixtures("app")
def test_a_later_wording_of_a_reply_is_no_new_reply(drain_outbox: Drain) -> None:
    opener, writer = make_citizen(), make_citizen()
    post = make_post(writer, thread=make_thread(opener))
    edited = edit_post(writer, post, wording=words("Nói lại."), seen_wording=seen(post))
    db.session.commit()
    judge(edited, Outcome.APPROVE)
    drain_outbox()

    rows = db.session.scalars(sa.select(Notice.word)).all()
    assert rows == ["text_published"]


@pytest.mark.usefixtures("app")
def test_whoever_is_published_at_once_needs_no_notice(drain_outbox: Drain) -> None:
    author = make_citizen()
    for _ in range(2):
        approve(make_pending_thread(author))
    make_pending_thread(author, category=make_category(mode=CategoryMode.AFTER))
    drain_outbox()

    assert db.session.scalars(sa.select(Notice)).all() == []


def test_whose_post_was_made_a_question_is_told_unless_it_was_their_wish(
    app: Flask, drain_outbox: Drain
) -> None:
    author, staff = make_citizen(), make_staff()
    asked_for, taken_up = make_post(author), make_post(author)
    official.make_question(author, asked_for)
    question = official.make_question(staff, taken_up)
    db.session.commit()
    drain_outbox()

    told = sa.select(Notice).where(Notice.person_id == author.id)
    found = db.session.scalars(told.where(Notice.word == "question_made")).all()
    assert [notice.ref_id for notice in found] == [question.id]
