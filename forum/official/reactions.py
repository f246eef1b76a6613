"""What the offices' texts do when a thread is no more, and when they are public."""

from __future__ import annotations

from forum.core.db import db
from forum.official import service
from forum.official.lifecycle import TextKind, TextState
from forum.official.models import OfficialText
from forum.outbox import facts
from forum.outbox.service import emit
from forum.threads.queries.documents import unread_among


def settle_summary(fact: facts.ThreadMerged) -> None:
    """The summary of the thread that was merged stands no longer; the other's own stays."""
    service.settle_merged(fact.thread_id, fact.into_id)


def find_documents(fact: facts.OfficialTextPublished) -> None:
    """Each document of what search finds is read by itself: of an explanation, of a clarification,
    and of a reply that is a post. Nobody looks for the words of a reply to a letter."""
    text = db.session.get(OfficialText, fact.text_id)
    if text is None or text.state is not TextState.PUBLISHED:
        return
    if text.post_id is not None or text.kind is not TextKind.REPLY:
        for attachment_id in unread_among(text.attachments):
            emit(facts.DocumentPublished(attachment_id))
