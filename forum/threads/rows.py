"""Rows as the components show them: names, marks and addresses of posts and threads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from forum.core.text import slug
from forum.languages.domain import current_tag
from forum.rules.queries import in_language
from forum.threads.lifecycle import AuthorKind, PostState, RevisionState
from forum.threads.models import Revision


@dataclass(frozen=True)
class PostView:
    """What ``components/post.html`` draws."""

    id: int
    number: int | None
    author_name: str
    author_kind: str
    role_mark: str | None
    place: str | None
    published_at: datetime | None
    edited_at: datetime | None
    html: Markup
    lang: str | None
    state: str
    placeholder_reason: str | None
    is_question: bool
    own: bool
    files: Sequence[Mapping[str, Any]] = ()  # as ``Revision.attachments`` has them


@dataclass(frozen=True)
class ThreadView:
    """What ``components/thread_row.html`` draws."""

    id: int
    slug: str
    title: str
    category_name: str
    category_slug: str
    author_name: str
    replies: int
    last_at: datetime
    pinned: bool
    locked: bool
    answered: bool


@dataclass(frozen=True)
class HeldView:
    """What ``components/held.html`` draws: an own text that readers do not see."""

    post_id: int
    revision_id: int
    state_word: str
    reason: str | None
    clause_title: str | None
    clause_href: str | None
    remedy: str | None
    html: Markup
    submitted_at: datetime
    title: str | None
    thread_id: int
    anchor: str
    may_edit: bool
    may_withdraw: bool
    files: Sequence[Mapping[str, Any]] = ()


def author_name(row: Any) -> str:
    """The name beside a text; a text may be public without it."""
    kind = row.author_kind
    if kind is AuthorKind.OFFICE:
        return str(row.agency_name)
    if kind is AuthorKind.IMPORTED:
        return row.author_name or _("Imported material")
    if not row.named:
        return _("A citizen, name not shown")
    if kind is AuthorKind.GUEST:
        return _("A guest")
    return str(row.member_name)


def title_or_hidden(title: str | None) -> str:
    """A thread's title, or what stands where its words are hidden."""
    return title or _("(The title is hidden)")


def address(thread_id: int, title: str | None) -> str:
    """``/chu-de/<id>-<slug>``."""
    return f"/chu-de/{thread_id}-{slug(title or '')}"


def post_view(
    row: Any, actor_id: int | None, questions: Collection[int], reasons: Mapping[int, str]
) -> PostView:
    """A row of ``queries.posts.post_rows`` for the component."""
    return PostView(
        id=row.id,
        number=row.number,
        author_name=author_name(row),
        author_kind=row.author_kind.value,
        role_mark=_("Official") if row.author_kind is AuthorKind.OFFICE else None,
        place=row.area_name,
        published_at=row.published_at,
        edited_at=row.edited_at,
        html=Markup(row.html if row.state is PostState.PUBLIC else ""),  # noqa: S704 (cleaned when it was stored)
        lang=row.lang,
        state=row.state.value,
        placeholder_reason=reasons.get(row.id),
        is_question=row.id in questions,
        own=actor_id is not None and row.author_id == actor_id,
        files=row.attachments or () if row.state is PostState.PUBLIC else (),
    )


def thread_view(row: Any, answered: Collection[int] = ()) -> ThreadView:
    """A row of ``queries.threads.thread_rows`` for the component."""
    return ThreadView(
        id=row.id,
        slug=slug(row.title or ""),
        title=title_or_hidden(row.title),
        category_name=in_language(row.category_name, current_tag()),
        category_slug=row.category_slug,
        author_name=author_name(row),
        replies=row.replies,
        last_at=row.last_post_at,
        pinned=row.pinned_at is not None,
        locked=row.locked_at is not None,
        answered=row.id in answered,
    )


_WAITING = {
    RevisionState.PENDING: "pending",
    RevisionState.RETURNED: "returned",
    RevisionState.REJECTED: "rejected",
    RevisionState.WITHDRAWN: "withdrawn",
}


def held_view(revision: Revision, decision: Any, hold_words: Mapping[str, Any]) -> HeldView:
    """An own waiting wording with the reason, the clause and how to fix it, in the reader's
    language. ``decision`` is moderation's, or None while it waits."""
    tag = current_tag()
    clause = decision.clause if decision else None
    reason = decision.reason if decision else None
    if revision.state is RevisionState.PENDING:
        reason = " ".join(
            str(hold_words[key]) for key in revision.hold_reasons if key in hold_words
        )
    return HeldView(
        post_id=revision.post_id,
        revision_id=revision.id,
        state_word=_WAITING[revision.state],
        reason=reason or None,
        clause_title=clause_title(clause) if clause else None,
        clause_href=clause_href(decision) if clause else None,
        remedy=in_language(clause.remedy, tag) if clause else None,
        html=Markup(revision.html),  # noqa: S704 (cleaned when it was stored)
        submitted_at=revision.created_at,
        title=revision.title,
        thread_id=revision.post.thread_id,
        # An edit of a public post stands beside it: the post keeps its own anchor.
        anchor=f"bai-{revision.post_id}" if revision.post.number is None else f"ban-{revision.id}",
        may_edit=revision.post.state in {PostState.UNPUBLISHED, PostState.PUBLIC},
        may_withdraw=revision.state is RevisionState.PENDING,
        files=revision.attachments or (),
    )


def clause_title(clause: Any) -> str:
    """``Điều 10 khoản 1: Thông tin cá nhân của người khác``."""
    return _(
        "Article %(article)d clause %(clause)d: %(label)s",
        article=clause.article.number,
        clause=clause.number,
        label=in_language(clause.label, current_tag()),
    )


def clause_href(decision: Any) -> str:
    """The clause in the version that held when the text was sent."""
    return f"/quy-che/phien-ban/{decision.rule_version.number}#{decision.clause.anchor}"
