"""What the index does when a text became readable, changed or is readable no more.

Each reaction reads the present state again, so that it may run late, twice or out of order.
"""

from __future__ import annotations

from collections.abc import Sequence

from forum.core.db import db
from forum.official.lifecycle import TextKind
from forum.official.models import OfficialText
from forum.outbox import facts
from forum.outbox.service import by_itself, gathered
from forum.search import service
from forum.search.models import Kind
from forum.search.queries import texts
from forum.search.queries.ranges import posts_of_threads


@gathered
def reindex_wording(approved: Sequence[facts.RevisionApproved]) -> None:
    """The posts of wordings that were published."""
    service.index(Kind.POST, texts.posts_worded([fact.revision_id for fact in approved]))


@gathered
def reindex_post(
    changed: Sequence[
        facts.PostHidden | facts.PostRestored | facts.PostRemoved | facts.PostTakenBack
    ],
) -> None:
    """Posts that were hidden, restored, removed or taken back."""
    service.index(Kind.POST, {fact.post_id for fact in changed})


def reindex_document(fact: facts.DocumentRead) -> None:
    """The post with this document; one at a time, for such a post is ten times as long."""
    service.index(Kind.POST, [fact.post_id])


def reindex_office_document(fact: facts.OfficeDocumentRead) -> None:
    """The explanation with this document, or the post that the clarification with it is about."""
    found = texts.found_with_file(fact.attachment_id)
    if found is not None:
        kind, ref_id = found
        service.index(kind, [ref_id])


@gathered
def reindex_threads(reshaped: Sequence[facts.ThreadReshaped]) -> None:
    """What opens each of these threads: of a post in its middle a document holds its words alone,
    and where it stands is read when it is found."""
    threads = {thread for fact in reshaped for thread in fact.thread_ids}
    service.index(Kind.POST, texts.openings_of(threads))


def reindex_official(fact: facts.OfficialTextPublished | facts.OfficialTextWithdrawn) -> None:
    """An explanation, the post in which an office replied or that it made clear, or what opens the
    thread that it summed up."""
    text = db.session.get(OfficialText, fact.text_id)
    if text is None:
        return
    if text.kind is TextKind.EXPLANATION:
        service.index(Kind.EXPLANATION, [text.id])
    if text.kind is TextKind.CLARIFICATION and text.about_post_id is not None:
        service.index(Kind.POST, [text.about_post_id])
    if text.post_id is not None:
        service.index(Kind.POST, [text.post_id])
    if text.about_thread_id is not None:
        service.index(Kind.POST, texts.openings_of([text.about_thread_id]))


def reindex_import(fact: facts.ThreadsImported) -> None:
    """A whole import, in parts."""
    first, last = posts_of_threads(fact.first_id, fact.last_id)
    if last:
        service.plan(Kind.POST, first, last)


def reindex_part(fact: facts.IndexingWanted) -> None:
    """One part of an import or of everything, long enough for a transaction of its own."""
    by_itself()
    service.index_between(Kind(fact.kind), fact.first_id, fact.last_id)


def reindex_everything(_fact: facts.ContentReplaced) -> None:
    """All texts, in parts."""
    service.plan_everything()


@gathered
def write_files(indexed: Sequence[facts.DocumentsIndexed]) -> None:
    """Whoosh follows the database's own index."""
    service.write_files({document for fact in indexed for document in fact.ids})


def rewrite_files(_fact: facts.ContentReplaced) -> None:
    """Whoosh forgets what stood under ids that mean something else now."""
    by_itself()
    service.rebuild_files()
