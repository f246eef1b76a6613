"""Writing, approving and publishing an office's text; explanations and clarifications."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.core.errors import Conflict, NotFound
from forum.core.text import excerpt
from forum.official import policy, service
from forum.official.cards import TEXT_WORDS, address_of
from forum.official.enclosing import files_of, place_of, take_in
from forum.official.forms.texts import TextForm, text_form
from forum.official.lifecycle import TextKind
from forum.official.models import OfficialText
from forum.official.queries.cards import card_of_text
from forum.official.queries.texts import (
    get_explanation_text_for,
    last_position,
    living_clarification,
)
from forum.official.views import official
from forum.official.wordings import TextWording
from forum.places.models import Agency
from forum.places.queries import agencies_now
from forum.threads.queries.posts import get_post_for
from forum.web.once import finish

KIND_WORDS = {
    TextKind.REPLY: _l("Official reply"),
    TextKind.CLARIFICATION: _l("Clarification"),
    TextKind.EXPLANATION: _l("Policy explanation"),
    TextKind.SUMMARY: _l("Summary of a thread"),
}
Start = Callable[[TextWording], OfficialText]


@official.route("/can-bo/giai-thich/moi", methods=["GET", "POST"])
@needs("answer")
def new_explanation() -> Response | str:
    """A new explanation."""
    form = desk(TextKind.EXPLANATION, None, None)
    if pressed(form, None):
        with form.showing_rules():
            begun: list[OfficialText] = []

            def start(wording: TextWording) -> OfficialText:
                begun.append(service.write_explanation(g.actor, wording=wording))
                return begun[0]

            said = work(form, None, start)
            return finish(address_of(begun[0]), said)
    return _explanation_page(None, form)


@official.route("/can-bo/giai-thich/<int:text_id>", methods=["GET", "POST"])
@needs("answer")
def explain(text_id: int) -> Response | str:
    """An explanation on its way, and after publication the place to withdraw it."""
    text = get_explanation_text_for(g.actor, text_id)
    form = desk(TextKind.EXPLANATION, text, None, text.id)
    if pressed(form, text):
        with form.showing_rules():
            said = work(form, text, already_begun)
            return finish(address_of(text), said)
    return _explanation_page(text, form)


@official.route("/can-bo/lam-ro/<int:post_id>", methods=["GET", "POST"])
@needs("answer")
def clarify(post_id: int) -> Response | str:
    """A clarification beside a public post; the post itself stays unchanged."""
    post = get_post_for(g.actor, post_id)
    text = living_clarification(post.id)
    if text is None and not policy.may_clarify(g.actor, post):
        raise NotFound("post")
    form = desk(TextKind.CLARIFICATION, text, None, post.id)
    if pressed(form, text):
        with form.showing_rules():
            said = work(form, text, lambda w: service.write_clarification(g.actor, post, wording=w))
            return finish(f"/can-bo/lam-ro/{post_id}", said)
    public = next((r for r in post.revisions if r.id == post.published_revision_id), None)
    return render_template(
        "official/clarify.html",
        post=post,
        quoted=excerpt(public.html, 600) if public else "",
        **shown(text, form),
    )


def _explanation_page(text: OfficialText | None, form: TextForm) -> str:
    return render_template("official/explain.html", **shown(text, form))


def shown(text: OfficialText | None, form: TextForm) -> dict[str, Any]:
    """What every page about one official text shows."""
    if form.files is not None:
        form.files.read()
    return {
        "text": text,
        "state": TEXT_WORDS[text.state] if text else None,
        "card": card_of_text(text.id) if text else None,
        "body_html": body_html(text),
        "form": form,
    }


def body_html(text: OfficialText | None) -> Markup:
    return Markup(text.html if text else "")  # noqa: S704 (cleaned when it was stored)


def already_begun(_wording: TextWording) -> OfficialText:
    raise Conflict("text")


def office_choices(agencies: Sequence[Agency]) -> list[tuple[int, str]]:
    """Offices for a select; the first is the owning agency."""
    return [(agency.id, agency.name) for agency in agencies]


def desk(
    kind: TextKind, text: OfficialText | None, agency_id: int | None, about: int | None = None
) -> TextForm:
    """The form of a text as it stands, or an empty one; ``about`` is the number of what the text is
    about, or of an explanation itself."""
    form = text_form(kind, text, office_choices(agencies_now()), agency_id)
    form.position.data = form.position.data or last_position(g.actor.id)
    form.files = files_of(form, text, place_of(kind, about))
    return form


def pressed(form: TextForm, text: OfficialText | None) -> bool:
    """The form was sent, and what its button says can be done."""
    return form.is_submitted() and take_in(form, form.files, text) and form.validate_on_submit()


def work(form: TextForm, text: OfficialText | None, start: Start) -> str:
    """Does what the pressed button says; the message for the next page."""
    act, seen = form.action.data, form.seen_version.seen
    if form.writing:
        return _write(act, form, text, start)
    if text is None:
        raise Conflict("text")
    if act == "approve":
        service.approve_text(g.actor, text, seen_version=seen, position=form.position.data)
        return _("Approved. It can be published now.")
    if act == "publish":
        service.publish_text(g.actor, text, seen_version=seen, position=form.position.data)
        return _("Published.")
    if act == "return":
        service.return_text(g.actor, text, seen_version=seen, note=form.note.data)
        return _("Returned to its author.")
    service.withdraw_text(g.actor, text, seen_version=seen, reason=form.note.data)
    return _("Withdrawn. The reason stays in public.")


def _write(act: str, form: TextForm, text: OfficialText | None, start: Start) -> str:
    seen = form.seen_version.seen
    wording = replace(form.wording(), enclosed=form.files.enclosed() if form.files else None)
    if text is None:
        if seen:
            raise Conflict("text")
        text = start(wording)
    else:
        text = service.save_text(g.actor, text, wording=wording, seen_version=seen)
    if act == "save":
        return _("Saved. Nobody outside the staff sees it.")
    service.submit_text(g.actor, text, seen_version=text.version)
    return _("Submitted. Another person has to approve it.")
