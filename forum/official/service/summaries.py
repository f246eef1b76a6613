"""What stands on top of a thread: one summary, the newest; what becomes of it with its thread."""

from __future__ import annotations

from flask_babel import lazy_gettext

from forum.accounts.actors import System
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.core import clock
from forum.core.db import db, in_our_words
from forum.core.errors import Conflict, RuleBroken
from forum.official import policy
from forum.official.lifecycle import TEXT_MOVES, UNFINISHED, TextState
from forum.official.models import OfficialText
from forum.official.queries.summaries import (
    living_summaries,
    standing_summary,
    summary_in_the_making,
)
from forum.outbox import facts
from forum.outbox.service import emit
from forum.threads import service as threads
from forum.threads.lifecycle import check_move
from forum.threads.models import Thread


def place_summary(text: OfficialText, covers: int | None) -> None:
    """The draft sums up its thread to the post with the number ``covers``; a thread that was merged
    meanwhile is the one that took its posts."""
    thread = _thread(text)
    if thread.merged_into_id is not None:
        thread = db.session.get_one(Thread, thread.merged_into_id)
        text.about_thread = thread
    if covers is None or not 0 < covers <= thread.last_number:
        raise RuleBroken(
            lazy_gettext(
                "Please give the number of a post of this thread, from 1 to %(last)s.",
                last=thread.last_number,
            ),
            "covers",
        )
    text.covers = covers


def take_top(actor: Person, text: OfficialText) -> None:
    """The place on top of the thread is free for ``text``: the summary that stood there is an
    earlier version. Conflict when readers know the thread no more."""
    thread = _thread(text)
    if not policy.may_summarise(actor, thread):
        raise Conflict("thread")
    earlier = standing_summary(thread.id)
    if earlier is not None:
        check_move(TEXT_MOVES, earlier.state, TextState.REPLACED)
        earlier.state = TextState.REPLACED
        # Before the other row is changed: never do two stand, not even within a transaction.
        with in_our_words():
            db.session.flush()
    threads.note_summary(thread.id, covers=text.covers or 1)


def leave_top(text: OfficialText) -> None:
    """The thread's time line says that its summary was taken back."""
    threads.note_summary_withdrawn(_thread(text).id)


def settle_merged(source_id: int, into_id: int) -> None:
    """The summary of a thread that was merged stands no longer. What is in the making is a draft
    again, of the thread that took the posts, unless somebody already writes one there."""
    actor, free = System(), summary_in_the_making(into_id) is None
    into = db.session.get_one(Thread, into_id)
    for text in living_summaries(source_id):
        begun = text.state in UNFINISHED
        if begun:
            text.state, text.approver_id, text.approved_at = TextState.DRAFT, None, None
            if free:
                text.about_thread, text.covers = into, into.last_number
        else:
            check_move(TEXT_MOVES, text.state, TextState.WITHDRAWN)
            text.state, text.withdrawn_at = TextState.WITHDRAWN, clock.now()
            threads.note_summary_withdrawn(into_id, of_merged=source_id)
            emit(facts.OfficialTextWithdrawn(text.id))
        with in_our_words():
            db.session.flush()
        audit.record(actor, "return_text" if begun else "withdraw_text", text)


def _thread(text: OfficialText) -> Thread:
    if text.about_thread is None:
        raise TypeError(f"text {text.id} sums up no thread")
    return text.about_thread
