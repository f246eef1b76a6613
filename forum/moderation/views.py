"""The review queue, the decision page, hiding and restoring, the public log."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.core.db import db
from forum.core.errors import Conflict
from forum.core.text import excerpt
from forum.languages.domain import current_tag
from forum.moderation import policy, queries, service
from forum.moderation.forms import DecisionForm, JudgementForm, VisibilityForm
from forum.moderation.lifecycle import VISIBILITY_CHOICES
from forum.moderation.rows import (
    author_line,
    board_line,
    hold_reasons,
    kind_text,
    log_line,
    queue_item,
)
from forum.moderation.words import DONE, SETTLED, waited, waiting_since
from forum.rules.queries import citable_clauses, in_language
from forum.threads.lifecycle import RevisionState
from forum.threads.models import Post, Revision
from forum.threads.queries.history import has_more_wordings
from forum.threads.queries.posts import get_post_for, page_before
from forum.threads.rows import address, author_name, clause_title, title_or_hidden
from forum.threads.wordings import Change, changes
from forum.web.once import answered, finish, form_key_sent
from forum.web.pagination import as_number, cut

moderation = Blueprint("moderation", __name__)

QUEUE_PAGE = 30
LOG_PAGE = 30
CONTEXT = 2  # posts before the waiting one that a reviewer reads with it
LAST = 2**31 - 1


@moderation.get("/duyet-bai/hang-cho")
@needs("review")
def queue() -> str:
    """What waits, oldest first."""
    after = as_number(request.args.get("sau")) or None
    found, more = cut(queries.review_queue(g.actor, QUEUE_PAGE + 1, after), QUEUE_PAGE)
    history = queries.author_history({row.author_id for row in found if row.author_id})
    count, oldest = queries.waiting(g.actor)
    return render_template(
        "moderation/queue.html",
        items=[queue_item(row, history) for row in found],
        count=count,
        oldest=waiting_since(oldest) if oldest else None,
        own=queries.own_waiting(g.actor),
        median=None if found else _month_median(),
        first="/duyet-bai/hang-cho" if after else None,
        older=f"/duyet-bai/hang-cho?sau={found[-1].id}" if more else None,
    )


@moderation.get("/duyet-bai/<int:revision_id>")
@needs("review")
def decision(revision_id: int) -> str:
    """One text with everything needed to judge it; a judged one says who judged how."""
    revision = queries.get_revision_for(g.actor, revision_id)
    form = DecisionForm(seen_version=revision.version)
    form.offer(citable_clauses(revision.rule_version_id))
    return _decision_page(revision, form)


@moderation.post("/duyet-bai/<int:revision_id>/quyet-dinh")
@needs("review")
def decide(revision_id: int) -> Response | str:
    """The text is judged; the next waiting one opens."""
    revision = queries.get_revision_for(g.actor, revision_id)
    form = DecisionForm()
    form.offer(citable_clauses(revision.rule_version_id))
    if form.validate_on_submit():
        try:
            with form.showing_rules():
                made = service.decide(g.actor, revision, **form.judgement)
                following = queries.next_waiting(g.actor, revision)
                return finish(f"/duyet-bai/{following or 'hang-cho'}", str(DONE[made.outcome]))
        except Conflict:
            return _too_late(form, f"/duyet-bai/{revision_id}", revision)
    if revision.state is not RevisionState.PENDING:  # its page has no form that would keep a reason
        return _too_late(form, f"/duyet-bai/{revision_id}", revision)
    return _decision_page(revision, form)


@moderation.route("/duyet-bai/bai/<int:post_id>", methods=["GET", "POST"])
@needs("review")
def visibility(post_id: int) -> Response | str:
    """A post is hidden, restored or removed."""
    post = get_post_for(g.actor, post_id)
    wording = queries.published_wording(post)
    form = VisibilityForm(seen_version=post.version)
    form.offer(citable_clauses(wording.rule_version_id))
    if form.validate_on_submit():
        try:
            with form.showing_rules():
                made = service.change_visibility(g.actor, post, **form.judgement)
                return finish(f"/bai/{post_id}", str(DONE[made.outcome]))
        except Conflict:
            return _too_late(form, f"/duyet-bai/bai/{post_id}", wording)
    return _visibility_page(post, wording, form)


@moderation.get("/nhat-ky-duyet-bai")
def log() -> str:
    """What the board decided, for everybody."""
    before = as_number(request.args.get("truoc")) or None
    found, more = cut(queries.public_log(before, LOG_PAGE + 1), LOG_PAGE)
    figures = queries.log_figures()
    return render_template(
        "moderation/log.html",
        lines=[log_line(row) for row in found],
        figures=figures,
        oldest=waiting_since(figures.oldest) if figures.oldest else None,
        median=None if figures.median_wait is None else waited(figures.median_wait),
        first="/nhat-ky-duyet-bai" if before else None,
        older=f"/nhat-ky-duyet-bai?truoc={found[-1].id}" if more else None,
    )


def _month_median() -> str | None:
    found = queries.log_figures().median_wait
    return None if found is None else waited(found)


def _decision_page(revision: Revision, form: DecisionForm) -> str:
    post, row = revision.post, queries.queue_row(revision)
    waits = revision.state is RevisionState.PENDING
    before = queries.published_wording(post) if waits and post.published_at else None
    history = queries.author_history([post.author_id] if post.author_id else [])
    return render_template(
        "moderation/decision.html",
        form=form,
        **_text(row, post, revision),
        waits=waits,
        open=waits and policy.may_review(g.actor, revision),
        settled=SETTLED.get(revision.state),
        withdrawn=revision.state is RevisionState.WITHDRAWN,
        kind=kind_text(row),
        reasons=hold_reasons(revision.hold_reasons),
        author_line=author_line(post.author_id, history),
        before=before,
        retitled=_retitled(before, revision) if before and post.opening else [],
        changes=changes(before.source, revision.source) if before else [],
        more_wordings=has_more_wordings(g.actor, revision),
        context=[
            {"number": near.number, "href": f"/bai/{near.id}", "name": author_name(near)}
            | {"words": excerpt(near.html, 400)}
            for near in page_before(g.actor, post.thread_id, post.number or LAST, CONTEXT)
            if near.html
        ],
    )


def _retitled(before: Revision, revision: Revision) -> list[Change]:
    """Word by word; nothing where the title stayed as it was."""
    if before.title == revision.title:
        return []
    return changes(before.title or "", revision.title or "")


def _visibility_page(post: Post, wording: Revision, form: VisibilityForm) -> str:
    allowed = policy.may_change_visibility(g.actor, post)
    return render_template(
        "moderation/visibility.html",
        form=form,
        **_text(queries.queue_row(wording), post, wording),
        choices=[word.value for word in VISIBILITY_CHOICES[post.state]] if allowed else [],
        by_board=post.id in queries.visibility_reasons([post.id]),
    )


def _text(row: Any, post: Post, wording: Revision) -> dict[str, Any]:
    """What both pages show of a text: its words, whose it is, where it stands, the rules."""
    title = title_or_hidden(row.title)
    return {
        "title": title,
        "revision": wording,
        "post": post,
        "author": author_name(row),
        "html": Markup(wording.html),  # noqa: S704 (cleaned when it was stored)
        "thread_href": address(post.thread_id, title) if post.thread.first_published_at else None,
        "decisions": [board_line(made) for made in queries.decisions_about(post)],
        "clauses": citable_clauses(wording.rule_version_id),
        "clause_title": clause_title,
        "say": lambda texts: in_language(texts, current_tag()),
    }


def _too_late(form: JudgementForm, href: str, wording: Revision) -> Response:
    """Somebody was first: who decided what, with the typed reason kept. A second sending of the
    same form is answered as the first was."""
    db.session.rollback()
    first = answered(form_key_sent())
    if first:
        return redirect(first, 303)
    page = render_template(
        "moderation/conflict.html",
        settled=SETTLED.get(wording.state),
        decisions=[board_line(made) for made in queries.decisions_about(wording.post)],
        reason=form.reason.data,
        href=href,
    )
    return make_response(page, 409)
