"""The staff's side of a question: the inbox, giving it to an office, answering it."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.core import clock
from forum.core.text import excerpt
from forum.languages.domain import current_tag
from forum.official import service
from forum.official.cards import HANDLING_WORDS, SENDERS_CHOICE, TEXT_WORDS, address_of, heading_of
from forum.official.forms.assigning import AssignForm
from forum.official.lifecycle import TextKind, Visibility
from forum.official.models import OfficialText, Question
from forum.official.queries.inbox import inbox_rows, open_questions_count
from forum.official.queries.questions import get_question_for
from forum.official.queries.texts import awaiting, living_reply, own_texts
from forum.official.views import official
from forum.official.views.texts import KIND_WORDS, desk, office_choices, pressed, shown, work
from forum.official.wordings import title_of
from forum.places.queries import agencies_now
from forum.rules.queries import in_language
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.queries.posts import newest_revision
from forum.web.forms import choices
from forum.web.once import finish
from forum.web.pagination import as_number, cut

PAGE = 50


@official.get("/can-bo/hoi-dap")
@needs("answer")
def inbox() -> str:
    """Everything that waits for the staff: questions oldest first, own drafts, approvals."""
    after = as_number(request.args.get("sau")) or None
    found, more = cut(inbox_rows(after, PAGE + 1), PAGE)
    return render_template(
        "official/inbox.html",
        questions=[_inbox_item(row) for row in found],
        count=open_questions_count(),
        own=[_text_item(text) for text in own_texts(g.actor)],
        awaiting=[_text_item(text) for text in awaiting(g.actor)],
        next=f"/can-bo/hoi-dap?sau={found[-1].id}" if more else None,
        first="/can-bo/hoi-dap" if after else None,
    )


@official.post("/can-bo/hoi-dap/<int:question_id>/giao")
@needs("answer")
def assign(question_id: int) -> Response | str:
    """The question is given to an office."""
    question = get_question_for(g.actor, question_id)
    form = _assign_form(question)
    if form.validate_on_submit():
        service.assign(
            g.actor,
            question,
            agency_id=form.agency.data,
            seen_version=form.seen_version.seen,
        )
        return finish(_address(question), _("The question is given to this office."))
    return _page(question, None, form)


@official.route("/can-bo/hoi-dap/<int:question_id>/tra-loi", methods=["GET", "POST"])
@needs("answer")
def answer(question_id: int) -> Response | str:
    """The question, and the reply on its way: written, approved by another person, published."""
    question = get_question_for(g.actor, question_id)
    text = living_reply(question.id)
    form = desk(TextKind.REPLY, text, question.agency_id, question.id)
    if pressed(form, text):
        with form.showing_rules():
            said = work(form, text, lambda w: service.write_reply(g.actor, question, wording=w))
            return finish(_address(question), said)
    return _page(question, form, None)


def _address(question: Question) -> str:
    return f"/can-bo/hoi-dap/{question.id}/tra-loi"


def _assign_form(question: Question) -> AssignForm:
    form = AssignForm(agency=question.agency_id, seen_version=question.version)
    form.agency.choices = choices(office_choices(agencies_now()))
    return form


def _page(question: Question, form: Any, assigning: AssignForm | None) -> str:
    text = living_reply(question.id)
    return render_template(
        "official/answer.html",
        question=question,
        asked=_asked(question),
        **shown(text, form or desk(TextKind.REPLY, text, question.agency_id, question.id)),
        assigning=assigning or _assign_form(question),
        handling=HANDLING_WORDS[question.handling],
        visibility=SENDERS_CHOICE[question.visibility],
        topic=in_language(question.category.name, current_tag()),
    )


def _asked(question: Question) -> dict[str, Any]:
    """What the sender wrote, in its newest wording, and whether readers see it."""
    if question.post is None:
        html = question.letter_html or ""
        letter = Markup(html)  # noqa: S704 (cleaned when it was stored)
        return {
            "title": title_of(html),
            "html": letter,
            "lang": question.language,
            "files": question.attachments,
        }
    post, revision = question.post, newest_revision(question.post)
    return {
        "title": revision.title or title_of(revision.html),
        "html": Markup(revision.html),  # noqa: S704 (cleaned when it was stored)
        "lang": revision.language,
        "files": revision.attachments,
        "href": f"/bai/{post.id}" if post.state is PostState.PUBLIC else None,
        "unpublished": _unpublished(post.state, revision.state),
    }


def _unpublished(post: PostState, revision: RevisionState | None) -> str | None:
    """Why readers do not see the text, in a word; None when they do."""
    if post is PostState.PUBLIC:
        return None
    words = {
        RevisionState.PENDING: _("The text waits for review"),
        RevisionState.RETURNED: _("The text was returned for changes"),
        RevisionState.REJECTED: _("The text was not published"),
        RevisionState.WITHDRAWN: _("The sender withdrew the text"),
    }
    return words.get(revision) if revision else None


def _inbox_item(row: Any) -> dict[str, Any]:
    html = row.letter_html or row.html or ""
    kind, words = HANDLING_WORDS[row.handling]
    days = (clock.now() - row.received_at).days
    return {
        "href": f"/can-bo/hoi-dap/{row.id}/tra-loi",
        "title": row.title or title_of(html),
        "excerpt": excerpt(html),
        "received_at": row.received_at,
        "days": days,
        "kind": kind,
        "state": words,
        "private": row.visibility is Visibility.PRIVATE,
        "unpublished": _unpublished(row.post_state, row.revision_state),
        "agency": row.agency_name,
        "topic": in_language(row.category_name, current_tag()),
        "area": row.area_name,
    }


def _text_item(text: OfficialText) -> dict[str, Any]:
    kind, words = TEXT_WORDS[text.state]
    return {
        "href": address_of(text),
        "title": heading_of(text),
        "kind": kind,
        "state": words,
        "text_kind": KIND_WORDS[text.kind],
        "author": text.author.display_name,
        "note": text.return_note,
    }
