"""What becomes of sent documents once their text is published: search learns their words."""

from __future__ import annotations

from collections.abc import Sequence

from forum.core.db import db
from forum.core.errors import NotFound
from forum.files import service as files
from forum.outbox import facts
from forum.outbox.service import by_itself, emit, gathered
from forum.threads import service
from forum.threads.lifecycle import AttachmentState
from forum.threads.models import Attachment
from forum.threads.queries.documents import unread_documents


@gathered
def find_documents(news: Sequence[facts.RevisionApproved]) -> None:
    """Each document that nobody has read yet is read by itself: it takes a second."""
    for attachment_id in unread_documents([fact.revision_id for fact in news]):
        emit(facts.DocumentPublished(attachment_id))


def read_document(fact: facts.DocumentPublished) -> None:
    """The document's words are kept, in which search then looks."""
    by_itself()
    document = db.session.get(Attachment, fact.attachment_id)
    if document is None or document.state is not AttachmentState.SENT:
        return
    name, post_id = document.name, document.post_id
    db.session.rollback()  # no transaction stays open while another process reads
    try:
        words = files.words_of(name)
    except NotFound:  # ``check`` tells of it
        return
    service.keep_words(fact.attachment_id, words)
    if words and post_id is not None:
        emit(facts.DocumentRead(post_id))
    elif words:
        emit(facts.OfficeDocumentRead(fact.attachment_id))
