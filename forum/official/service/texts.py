"""An office's text on its way: written, submitted, approved by another person, published.

Replies, clarifications, explanations and summaries take the same way; only publication differs.
"""

from __future__ import annotations

from flask_babel import lazy_gettext

from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, in_our_words
from forum.core.errors import Conflict, Forbidden, RuleBroken
from forum.core.text import RENDERER, render
from forum.official import policy
from forum.official.lifecycle import TEXT_MOVES, Handling, TextKind, TextState
from forum.official.models import OfficialText, Question
from forum.official.queries.texts import free_slug, last_position
from forum.official.service.files import keep_with_text
from forum.official.service.questions import move_question
from forum.official.service.summaries import leave_top, place_summary, take_top
from forum.official.wordings import TextWording
from forum.outbox import facts
from forum.outbox.service import emit
from forum.threads import service as threads
from forum.threads.lifecycle import PostState, check_move
from forum.threads.models import Post, Thread


def write_reply(actor: Person, question: Question, *, wording: TextWording) -> OfficialText:
    """A draft of the reply to ``question`` exists; Conflict when there is a living one."""
    return _begin(actor, OfficialText(kind=TextKind.REPLY, question=question), wording)


def write_clarification(actor: Person, post: Post, *, wording: TextWording) -> OfficialText:
    """A draft about ``post`` exists; Conflict when there is a living one."""
    if not policy.may_clarify(actor, post):
        raise Forbidden("clarify")
    return _begin(actor, OfficialText(kind=TextKind.CLARIFICATION, about_post=post), wording)


def write_explanation(actor: Person, *, wording: TextWording) -> OfficialText:
    """A draft of an explanation exists, with an address made from its title."""
    return _begin(actor, OfficialText(kind=TextKind.EXPLANATION), wording)


def write_summary(actor: Person, thread: Thread, *, wording: TextWording) -> OfficialText:
    """A draft of a summary of ``thread`` exists; Conflict when there is an unfinished one."""
    if not policy.may_summarise(actor, thread):
        raise Forbidden("summarise")
    return _begin(actor, OfficialText(kind=TextKind.SUMMARY, about_thread=thread), wording)


def _begin(actor: Person, text: OfficialText, wording: TextWording) -> OfficialText:
    text.state, text.created_at = TextState.DRAFT, clock.now()
    return _write(actor, text, wording)


def save_text(
    actor: Person, text: OfficialText, *, wording: TextWording, seen_version: int
) -> OfficialText:
    """The draft says ``wording``; whoever saved last is its author."""
    _as_seen(text, seen_version)
    return _write(actor, text, wording)


def _write(actor: Person, text: OfficialText, wording: TextWording) -> OfficialText:
    if not policy.may_write_text(actor, text):
        raise Forbidden("write_text")
    if text.kind is TextKind.SUMMARY:
        place_summary(text, wording.covers)
    files, earlier = threads.gather(actor, wording.enclosed, text), text.attachments or []
    text.attachments = files.listed or None
    text.source, text.html, text.renderer = wording.source, render(wording.source), RENDERER
    text.summary, text.claim = wording.summary, wording.claim
    text.sources, text.legal_basis = list(wording.sources), wording.legal_basis
    text.valid_from, text.language = wording.valid_from, wording.language
    text.agency_id, text.author_id = wording.agency_id, actor.id
    if text.kind is TextKind.EXPLANATION and (text.slug is None or text.title != wording.title):
        text.slug = free_slug(wording.title, text.id)
    text.title = wording.title
    question = text.question
    if question is not None and question.handling is not Handling.IN_PROGRESS:
        move_question(question, Handling.IN_PROGRESS)
    db.session.add(text)
    _done(actor, "save_text", text)
    keep_with_text(text, files, {entry["name"] for entry in earlier})
    return text


def submit_text(actor: Person, text: OfficialText, *, seen_version: int) -> OfficialText:
    """The draft waits for another person's approval."""
    _as_seen(text, seen_version)
    if not policy.may_write_text(actor, text):
        raise Forbidden("submit_text")
    check_move(TEXT_MOVES, text.state, TextState.SUBMITTED)
    text.state, text.return_note = TextState.SUBMITTED, ""
    if text.question is not None:
        move_question(text.question, Handling.AWAITING_APPROVAL)
    _done(actor, "submit_text", text)
    emit(facts.OfficialTextSubmitted(text.id))
    return text


def approve_text(
    actor: Person, text: OfficialText, *, seen_version: int, position: str = ""
) -> OfficialText:
    """Another person than the author stands for the text. ``position`` is what the public reads
    of that person; left empty, the one given with the last approval."""
    _as_seen(text, seen_version)
    if not policy.may_approve_text(actor, text):
        raise Forbidden("approve_text")
    check_move(TEXT_MOVES, text.state, TextState.APPROVED)
    text.approver_position = position or last_position(actor.id)
    text.approver_id, text.approved_at = actor.id, clock.now()
    text.state = TextState.APPROVED
    return _done(actor, "approve_text", text)


def return_text(actor: Person, text: OfficialText, *, seen_version: int, note: str) -> OfficialText:
    """The text is a draft again. A colleague says why; its author needs no reason."""
    _as_seen(text, seen_version)
    if not policy.may_return_text(actor, text):
        raise Forbidden("return_text")
    if not note and text.author_id != actor.id:
        raise RuleBroken(lazy_gettext("Please say what has to be changed."), "note")
    check_move(TEXT_MOVES, text.state, TextState.DRAFT)
    text.state, text.return_note = TextState.DRAFT, note
    text.approver_id, text.approved_at = None, None
    if text.question is not None:
        move_question(text.question, Handling.IN_PROGRESS)
    _done(actor, "return_text", text)
    if text.author_id != actor.id:
        emit(facts.OfficialTextReturned(text.id))
    return text


def publish_text(
    actor: Person, text: OfficialText, *, seen_version: int, position: str = ""
) -> OfficialText:
    """The text is public, or, answering a private letter, the asker reads it.

    A submitted text is approved by the same click. Published twice is published once.
    """
    if text.state is TextState.PUBLISHED:
        return text
    if text.state is TextState.SUBMITTED:
        approve_text(actor, text, seen_version=seen_version, position=position)
        seen_version = text.version
    _as_seen(text, seen_version)
    if not policy.may_publish_text(actor, text):
        raise Forbidden("publish_text")
    check_move(TEXT_MOVES, text.state, TextState.PUBLISHED)
    if text.kind is TextKind.SUMMARY:
        take_top(actor, text)
    text.state, text.published_at = TextState.PUBLISHED, clock.now()
    if text.question is not None:
        move_question(text.question, Handling.ANSWERED)
        _stand_in_thread(actor, text, text.question)
    _done(actor, "publish_text", text)
    emit(facts.OfficialTextPublished(text.id))
    return text


def _stand_in_thread(actor: Person, text: OfficialText, question: Question) -> None:
    """The reply has its numbered place, also where the question's own post is not public."""
    if question.post is None:
        return
    source = f"{text.summary}\n\n{text.source}" if text.summary else text.source
    with in_our_words():
        text.post = threads.publish_office_post(
            actor,
            question.post.thread,
            agency_id=text.agency_id,
            source=source,
            language=text.language,
            files=text.attachments or (),
        )


def withdraw_text(
    actor: Person, text: OfficialText, *, seen_version: int, reason: str
) -> OfficialText:
    """The text no longer stands; its card says so with the reason, its post leaves a place-holder,
    and the duty to answer begins again."""
    _as_seen(text, seen_version)
    if not policy.may_withdraw_text(actor, text):
        raise Forbidden("withdraw_text")
    if not reason:
        raise RuleBroken(lazy_gettext("Please give the reason; it stays in public."), "note")
    check_move(TEXT_MOVES, text.state, TextState.WITHDRAWN)
    if text.kind is TextKind.SUMMARY and text.state is TextState.PUBLISHED:
        leave_top(text)
    text.state, text.withdrawn_at, text.withdraw_reason = TextState.WITHDRAWN, clock.now(), reason
    if text.question is not None and text.question.handling is Handling.ANSWERED:
        move_question(text.question, Handling.IN_PROGRESS)
    if text.post is not None and text.post.state is not PostState.REMOVED:
        threads.set_post_state(actor, text.post, state=PostState.REMOVED)
    _done(actor, "withdraw_text", text)
    emit(facts.OfficialTextWithdrawn(text.id))
    return text


def _as_seen(text: OfficialText, seen_version: int) -> None:
    if text.version != seen_version:
        raise Conflict("text")


def _done(actor: Person, act: str, text: OfficialText) -> OfficialText:
    """Flushed at once, so that a colleague's simultaneous act is a Conflict here."""
    with in_our_words():
        db.session.flush()
    audit.record(actor, act, text)
    return text
