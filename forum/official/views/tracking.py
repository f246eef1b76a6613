"""The sender follows a question: by its code, or signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, session
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts import throttle
from forum.core.settings import secret
from forum.languages.domain import current_tag
from forum.moderation.queries import decisions_on, visibility_reasons
from forum.official.cards import GUESTS_CHOICE, HANDLING_WORDS, VISIBILITY_WORDS
from forum.official.followers import reader_of
from forum.official.forms.asking import CodeForm
from forum.official.lifecycle import Handling, Visibility
from forum.official.models import Question
from forum.official.queries import replies_to
from forum.official.queries.inbox import own_questions
from forum.official.queries.questions import get_tracked_for
from forum.official.slip import slip_of
from forum.official.views import official
from forum.official.wordings import title_of
from forum.rules.queries import in_language
from forum.screening.words import FOR_AUTHOR
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Revision
from forum.threads.queries.posts import newest_revision, receipt_of_code
from forum.threads.receipts import read_code
from forum.threads.rows import clause_title, held_view
from forum.web.addresses import address_key
from forum.web.headers import private
from forum.web.once import finish

ICONS = {"leaf": "answered", "turmeric": "clock", "neutral": "info"}
Step = dict[str, Any]


@official.route("/theo-doi", methods=["GET", "POST"])
def track() -> Response | str:
    """A box for a code. A misspelt code is told from an unknown one by its check character."""
    private()
    form = CodeForm()
    if form.validate_on_submit():
        throttle.count("lookup", address_key(), current_app.config["THROTTLE_LOOKUP_ADDRESS"])
        code = read_code(form.code.data)
        receipt = receipt_of_code(code, secret()) if code else None
        if receipt is not None:
            session["receipt_id"] = receipt.id
            return redirect(f"/theo-doi/phieu/{receipt.id}", 303)
        form.code.errors = [*form.code.errors, _unknown(code)]
    return render_template(
        "official/track.html", form=form, own=[_own_row(row) for row in own_questions(g.actor, 50)]
    )


def _own_row(row: Any) -> dict[str, Any]:
    kind, words = HANDLING_WORDS[row.handling]
    return {
        "href": f"/theo-doi/phieu/{row.receipt_id}",
        "title": row.title or title_of(row.letter_html or row.html or ""),
        "received_at": row.received_at,
        "kind": kind,
        "state": words,
    }


def _unknown(code: str | None) -> str:
    if code is None:
        return _(
            "This code is not complete or one character is wrong. "
            "Please compare it with your receipt: four characters, a hyphen, five characters."
        )
    return _("No letter belongs to this code. Please compare it with your receipt.")


@official.get("/theo-doi/phieu/<int:receipt_id>")
def receipt(receipt_id: int) -> str:
    """The receipt with its code, where the question stands, and the answer once there is one."""
    private()
    reader = reader_of(receipt_id)
    question = get_tracked_for(reader, receipt_id)
    revision = newest_revision(question.post) if question.post else None
    return render_template(
        "official/receipt.html",
        question=question,
        slip=slip_of(question.receipt, _origin(), _lines(question)),
        visibility=(VISIBILITY_WORDS if question.asked_by_id else GUESTS_CHOICE)[
            question.visibility
        ],
        topic=in_language(question.category.name, current_tag()),
        steps=_steps(question, revision),
        replies=replies_to(reader, question),
        own=_own_text(question, revision),
        clause_title=clause_title,
    )


@official.post("/theo-doi/dong")
def leave() -> Response:
    """This browser forgets the letter: on a telephone or computer that others use too."""
    answer = finish("/theo-doi")
    session.clear()
    flash(_("Closed. Whoever uses this device next needs the code."), "leaf")
    return answer


def _origin() -> str:
    return str(current_app.config["FORUM_URL"] or request.host_url).rstrip("/")


def _lines(question: Question) -> list[str]:
    """What happens now, in three sentences."""
    if question.visibility is Visibility.PRIVATE:
        first = _("Only the office reads your letter; it is never published.")
    else:
        first = _("Your text may be read by the board before publication; the result stands here.")
    return [
        first,
        _("The office answers under this code, also when the text is not published."),
        _("Keep the code: print this page or write it down. Nobody else can look it up for you."),
    ]


def _steps(question: Question, revision: Revision | None) -> list[Step]:
    """The way of the question, as ``components/timeline.html`` draws it."""
    steps = [_step("check", _("Received"), at=question.received_at, kind="leaf")]
    if question.post is not None and revision is not None:
        steps.append(_publication(question, revision))
    if question.agency is not None:
        steps.append(_step("office", _("Given to an office"), text=question.agency.name))
    if question.handling not in {Handling.RECEIVED, Handling.ASSIGNED}:
        kind, words = HANDLING_WORDS[question.handling]
        steps.append(_step(ICONS[kind], words, at=question.answered_at, kind=kind))
    return steps


def _step(
    icon: str, title: object, *, at: datetime | None = None, text: str = "", kind: str = "neutral"
) -> Step:
    return {"icon_name": icon, "title": title, "at": at, "text": text, "kind": kind}


def _publication(question: Question, revision: Revision) -> Step:
    post = question.post
    if post is not None and post.state is PostState.PUBLIC:
        return _step("forum", _("Published"), at=post.published_at, kind="leaf")
    if post is not None and post.state is not PostState.UNPUBLISHED:
        title = _("Hidden") if post.state is PostState.HIDDEN else _("Removed")
        return _step("eye-off", title, kind="madder", text=_("The duty to answer stays."))
    words = {
        RevisionState.PENDING: (_("Waiting for review before publication"), "clock", "turmeric"),
        RevisionState.RETURNED: (_("Returned for changes"), "pencil", "madder"),
        RevisionState.REJECTED: (_("Not published"), "cross", "madder"),
        RevisionState.WITHDRAWN: (_("Withdrawn by the author"), "undo", "neutral"),
    }
    title, icon, kind = words[revision.state]
    at = revision.decided_at or revision.created_at
    return _step(icon, title, at=at, kind=kind)


def _own_text(question: Question, revision: Revision | None) -> dict[str, Any]:
    """The sender's own words, and what may be done about them."""
    if revision is None or question.post is None:
        html = question.letter_html or ""
        letter = Markup(html)  # noqa: S704 (cleaned when it was stored)
        return {
            "title": title_of(html),
            "html": letter,
            "lang": question.language,
            "files": question.attachments,
        }
    post = question.post
    held = None
    if revision.state not in {RevisionState.APPROVED, RevisionState.SUPERSEDED}:
        held = held_view(revision, decisions_on([revision.id]).get(revision.id), FOR_AUTHOR)
    closed = post.state in {PostState.HIDDEN, PostState.REMOVED}
    return {
        "title": revision.title or title_of(revision.html),
        "html": Markup(revision.html),  # noqa: S704 (cleaned when it was stored)
        "lang": revision.language,
        "files": revision.attachments,
        "held": held,
        "href": f"/bai/{post.id}" if post.state is PostState.PUBLIC else None,
        "closed": visibility_reasons([post.id]).get(post.id) if closed else None,
    }
