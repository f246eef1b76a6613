"""A citizen asks: with or without an account; or makes a question of an own post."""

from __future__ import annotations

from flask import current_app, g, redirect, render_template, request, session
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts import throttle
from forum.core.text import render
from forum.drafts.addresses import ASK
from forum.drafts.sheets import Sheet
from forum.languages.domain import current_tag
from forum.official import haste, policy, service
from forum.official.cards import GUESTS_CHOICE
from forum.official.forms.asking import AskForm
from forum.official.lifecycle import Visibility
from forum.official.models import Question
from forum.official.queries.repeats import asked_like
from forum.official.views import official
from forum.places.queries import areas_now
from forum.rules.queries import has_accepted, in_language, version_in_force
from forum.threads.attaching import Files, files_of_form
from forum.threads.queries.posts import get_post_for
from forum.threads.queries.threads import categories, get_category
from forum.threads.repeats import Repeat
from forum.threads.service import Wording
from forum.web.addresses import address_key
from forum.web.forms import choices
from forum.web.headers import private
from forum.web.once import answered, finish, form_key_sent


@official.route("/hoi-dap/gui", methods=["GET", "POST"])
def ask() -> Response | str:
    """A question or a private letter to the offices; the answer is its receipt."""
    private()
    form = _form()
    files = files_of_form(form, ASK)
    sheet = Sheet(form, ASK, files)
    if (answer := sheet.answer()) is not None:
        return answer
    previewed = repeat = None
    if sheet.sending and form.validate_on_submit() and not _looks_mechanical(form):
        _count()
        if "preview" in request.form:
            previewed = Markup(render(form.body.data))  # noqa: S704 (cleaned by render)
            sheet.keep_previewed()
        elif (repeat := _said_before(form)) is None:
            with form.showing_rules():
                question = _ask(form, files)
                sheet.sent()
                return _received(question)
        elif first := answered(form_key_sent()):
            return redirect(first, 303)
    writing = {"sheet": sheet.shown(), "ask_rules": _rules_open(), "repeat": repeat}
    return render_template("official/ask.html", form=form, previewed=previewed, **writing)


@official.post("/bai/<int:post_id>/hoi")
def convert(post_id: int) -> Response:
    """A member's post becomes a question: by its author, the board or staff."""
    post = get_post_for(g.actor, post_id)
    question = service.make_question(g.actor, post)
    if policy.may_track(g.actor, question):
        return finish(
            f"/theo-doi/phieu/{question.receipt_id}", _("Received. The offices will answer you.")
        )
    return finish(f"/bai/{post_id}", _("This post is now a question to the offices."))


def _form() -> AskForm:
    """Choices of today; what has no meaning for this person is left out."""
    form = AskForm(topic=request.args.get("chuyen-muc"))
    tag = current_tag()
    form.topic.choices = choices(
        (category.slug, in_language(category.name, tag))
        for category in categories()
        if policy.may_ask(g.actor, category)
    )
    areas = areas_now()
    if areas:
        nowhere = _("Not about one place")
        form.area.choices = choices([("", nowhere), *((area.id, area.name) for area in areas)])
    else:
        del form.area
    if g.actor.is_person:
        del form.contact, form.website, form.started
    else:
        form.visibility.choices = choices(
            (choice.value, words) for choice, words in GUESTS_CHOICE.items()
        )
    return form


def _rules_open() -> bool:
    return not has_accepted(g.actor, version_in_force().id)


def _looks_mechanical(form: AskForm) -> bool:
    """A guest's form that no person filled comes back with everything in it and a word why.

    Haste alone is no reason, for a guest's text is read before publication anyway; haste with a
    link is what advertising machines do.
    """
    if g.actor.is_person:
        return False
    if form.website.data:
        form.website.data = ""  # a browser may have filled it in for a person
        form.form_errors.append(
            _("A field that must stay empty was filled in. It is empty now; please send again.")
        )
        return True
    if "://" in (form.body.data or "") and haste.too_fast(form.started.data):
        if haste.seconds_since(form.started.data) is None:
            form.started.data = haste.stamp()
        form.form_errors.append(_("That was very fast. Please read it once more and send again."))
        return True
    return False


def _said_before(form: AskForm) -> Repeat | None:
    """A text of the last minutes that says the same, unless this one is meant so."""
    return None if "confirm_repeat" in request.form else asked_like(g.actor, form.body.data)


def _count() -> None:
    config = current_app.config
    if g.actor.is_person:
        throttle.count("post", f"person:{g.actor.actor_id}", config["THROTTLE_POST_PERSON"])
    else:
        throttle.count("guest", address_key(), config["THROTTLE_GUEST_ADDRESS"])


def _ask(form: AskForm, files: Files | None) -> Question:
    wording = Wording(
        source=form.body.data,
        language=current_tag(),
        accepts_rules=form.accept_rules.data,
        enclosed=files.enclosed() if files else None,
    )
    area = form.area.data if "area" in form else ""
    return service.ask(
        g.actor,
        get_category(form.topic.data),
        wording=wording,
        visibility=Visibility(form.visibility.data),
        area_id=int(area) if area else None,
        contact=form.contact.data if "contact" in form else None,
    )


def _received(question: Question) -> Response:
    """The receipt is the guest's from now on. Only once it is committed: a number that was rolled
    back is given to somebody else."""
    receipt_id = question.receipt_id
    url = f"/theo-doi/phieu/{receipt_id}"
    answer = finish(url)
    if not g.actor.is_person and answer.headers["Location"] == url:
        session["receipt_id"] = receipt_id
    return answer
