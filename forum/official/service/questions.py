"""A question arrives, is given to an office, and moves on."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import lazy_gettext

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, in_our_words
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.core.text import render
from forum.official import policy
from forum.official.lifecycle import HANDLING_MOVES, Handling, Visibility
from forum.official.models import Question
from forum.official.queries.questions import question_of_post
from forum.official.service.files import keep_with_letter
from forum.official.wordings import title_of
from forum.outbox import facts
from forum.outbox.service import emit
from forum.rules import service as rules
from forum.threads import service as threads
from forum.threads.lifecycle import check_move
from forum.threads.models import Category, Post
from forum.threads.queries.posts import newest_revision
from forum.threads.service import Wording


def ask(
    actor: Actor,
    category: Category,
    *,
    wording: Wording,
    visibility: Visibility,
    area_id: int | None = None,
    contact: str | None = None,
) -> Question:
    """The duty to answer began, and a receipt proves it.

    A public question is also the opening post of a thread, held like any other text; a private
    letter is no post. Without ``wording.title`` the first sentence is the title.
    """
    if not policy.may_ask(actor, category):
        raise Forbidden("ask")
    html = render(wording.source)
    title = wording.title or title_of(html)
    if not title:
        raise RuleBroken(lazy_gettext("Please write your question in words."), "body")
    question = Question(category=category, area_id=area_id, visibility=visibility)
    question.asked_by_id = actor.id if isinstance(actor, Person) else None
    private = visibility is Visibility.PRIVATE
    files = threads.gather(actor, wording.enclosed if private else None)
    question.receipt = threads.issue_receipt(actor, contact=contact, language=wording.language)
    if private:
        question.rule_version_id = rules.accept(actor, accepted=wording.accepts_rules)
        question.letter_source, question.letter_html = wording.source, html
        question.attachments = files.listed or None
    else:
        revision = threads.open_thread(
            actor,
            category,
            wording=replace(wording, title=title),
            area_id=area_id,
            named=visibility is Visibility.PUBLIC,
            receipt=question.receipt,
        )
        question.post, question.rule_version_id = revision.post, revision.rule_version_id
    _received(actor, question, wording.language)
    keep_with_letter(question, files)
    return question


def make_question(actor: Actor, post: Post) -> Question:
    """A member's post is a question to the offices; one that already is stays as it was."""
    if not policy.may_convert(actor, post):
        raise Forbidden("convert")
    present = question_of_post(post.id)
    if present is not None:
        return present
    wording = newest_revision(post)
    question = Question(post=post, category=post.thread.category, area_id=post.area_id)
    question.asked_by_id = post.author_id
    question.visibility = Visibility.PUBLIC if post.named else Visibility.UNNAMED
    question.rule_version_id = wording.rule_version_id
    question.receipt = threads.issue_receipt(actor, contact=None, language=wording.language)
    _received(actor, question, wording.language)
    if question.asked_by_id != actor.actor_id:
        emit(facts.PostTakenUp(question.id))
    return question


def _received(actor: Actor, question: Question, language: str) -> Question:
    question.language, question.received_at = language, clock.now()
    question.handling = Handling.RECEIVED
    db.session.add(question)
    with in_our_words():
        db.session.flush()
    audit.record(actor, "ask", question, visibility=question.visibility.value)
    emit(facts.QuestionReceived(question.id))
    return question


def assign(actor: Actor, question: Question, *, agency_id: int, seen_version: int) -> Question:
    """The office ``agency_id`` answers. Conflict while a reply awaits approval or stands."""
    if question.version != seen_version:
        raise Conflict("question")
    if not policy.may_assign(actor, question):
        raise Forbidden("assign")
    move_question(question, Handling.ASSIGNED)
    question.agency_id = agency_id
    with in_our_words():
        db.session.flush()
    audit.record(actor, "assign", question, agency_id=agency_id)
    return question


def move_question(question: Question, handling: Handling) -> None:
    """The question stands at ``handling``, where the table allows it; Conflict otherwise."""
    check_move(HANDLING_MOVES, question.handling, handling)
    question.handling = handling
    question.answered_at = clock.now() if handling is Handling.ANSWERED else None
