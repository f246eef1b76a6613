"""What the index does when a text became readable, changed or is readable no more.

Each reaction reads the present state again, so that it may run late, twice or out of order.
"""

from __future__ import annotations

from forum.core.db import db
from forum.official.lifecycle import TextKind
from forum.official.models import OfficialText
from forum.outbox import facts
from forum.search import service
from forum.search.models import Kind
from forum.search.queries import texts
from forum.threads.models import Revision


def reindex_wording(fact: facts.RevisionApproved) -> None:
    """The post of a wording that was published; with a thread's first post all that already
    stands in it, for an office may have replied before."""
    revision = db.session.get(Revision, fact.revision_id)
    if revision is None:
        return
    service.index(Kind.POST, revision.post_id)
    if revision.post.opening:
        for post_id in texts.unknown_posts_of(revision.post.thread_id):
            service.index(Kind.POST, post_id)


def reindex_post(fact: facts.PostHidden | facts.PostRestored | facts.PostRemoved) -> None:
    """A post that was hidden, restored or removed."""
    service.index(Kind.POST, fact.post_id)


def reindex_official(fact: facts.OfficialTextPublished | facts.OfficialTextWithdrawn) -> None:
    """An explanation, or the post in which an office replied or made something clear."""
    text = db.session.get(OfficialText, fact.text_id)
    if text is None:
        return
    if text.kind is TextKind.EXPLANATION:
        service.index(Kind.EXPLANATION, text.id)
    if text.post_id is not None:
        service.index(Kind.POST, text.post_id)


def reindex_import(fact: facts.ThreadsImported) -> None:
    """A whole import, in parts."""
    first, last = texts.posts_of_threads(fact.first_id, fact.last_id)
    if last:
        service.plan(Kind.POST, first, last)


def reindex_part(fact: facts.IndexingWanted) -> None:
    """One part of an import or of everything."""
    service.index_between(Kind(fact.kind), fact.first_id, fact.last_id)


def reindex_everything(_fact: facts.ContentReplaced) -> None:
    """All texts, in parts."""
    service.plan_everything()


def write_files(fact: facts.DocumentsIndexed) -> None:
    """Whoosh follows the database's own index."""
    service.write_files(list(fact.ids))


def rewrite_files(_fact: facts.ContentReplaced) -> None:
    """Whoosh forgets what stood under ids that mean something else now."""
    service.rebuild_files()
