"""Who decided about a wording, in the reader's language: roles are named, persons never."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.languages.formatting import local_datetime
from forum.threads.lifecycle import AuthorKind, Basis, PostState, RevisionState
from forum.threads.models import Post, Revision
from forum.threads.rows import clause_href, clause_title
from forum.threads.wordings import Step

UNJUDGED = {
    Basis.CATEGORY_MODE: _l("Published at once, without review before it."),
    Basis.OFFICIAL_APPROVAL: _l("Approved in the office before it was published."),
    Basis.IMPORT: _l("Taken over from an earlier collection."),
}
CLOSED = {PostState.HIDDEN, PostState.REMOVED}
JUDGED = {RevisionState.RETURNED, RevisionState.REJECTED}


@dataclass(frozen=True)
class Judgement:
    """One line of ``threads/history.html``. Page and words are for author and board, and so is the
    reason."""

    said: str
    clause_title: str | None = None
    clause_href: str | None = None
    reason: str | None = None


def judgements(post: Post, step: Step, decisions: Mapping[int, Any], closing: Any) -> list[Any]:
    """What was decided about a wording of the post, in order. ``decisions`` are moderation's by
    wording; ``closing`` is the one that hid or removed the post, or None."""
    decision = decisions.get(step.wording.id)
    found = [_with_grounds(said, decision) for said in _of_wording(step)]
    if step.wording.id == post.published_revision_id and post.state in CLOSED:
        found.append(_with_grounds(_of_post(post, closing), closing))
    return found


def _with_grounds(said: str, decision: Any) -> Judgement:
    if decision is None or decision.clause is None:
        return Judgement(said)
    clause = decision.clause
    return Judgement(said, clause_title(clause), clause_href(decision), decision.reason or None)


def _of_wording(step: Step) -> Iterator[str]:
    wording: Revision = step.wording
    if wording.basis in UNJUDGED:
        yield str(UNJUDGED[wording.basis])
    if wording.decided_at is None:
        return
    time = local_datetime(wording.decided_at)
    if step.entitled:
        yield _("A moderator gave it this title and a thread of its own at %(time)s.", time=time)
    elif wording.basis is Basis.APPEAL:
        yield _("The appeal reviewer decided at %(time)s.", time=time)
    elif wording.basis is Basis.REVIEW or wording.state in JUDGED:
        yield _("A moderator decided at %(time)s.", time=time)


def _of_post(post: Post, closing: Any) -> str:
    if closing is not None:
        return _closed_by_board(post.state, closing.at)
    if post.author_kind is AuthorKind.OFFICE:
        return _("The office took it back.")
    return _("Its author took it back.")


def _closed_by_board(state: PostState, at: datetime) -> str:
    time = local_datetime(at)
    if state is PostState.HIDDEN:
        return _("A moderator hid the post at %(time)s.", time=time)
    return _("A moderator removed the post at %(time)s.", time=time)
