"""Writing in threads: a new thread, a reply."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, redirect, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts import throttle
from forum.accounts.policy import is_active
from forum.core.errors import Forbidden
from forum.core.text import render
from forum.drafts.addresses import THREAD, reply_to
from forum.drafts.sheets import Sheet
from forum.languages.domain import current_tag
from forum.rules.queries import has_accepted, in_language, version_in_force
from forum.threads import policy, queries, service
from forum.threads.attaching import Files, files_of_form
from forum.threads.forms import ReplyForm, ThreadForm
from forum.threads.models import Revision, Thread
from forum.threads.quotes import quote
from forum.threads.repeats import Repeat, earlier_like
from forum.threads.rows import address, title_or_hidden
from forum.threads.views import threads
from forum.web.forms import choices
from forum.web.once import answered, finish, form_key_sent
from forum.web.pagination import as_number


@threads.route("/chu-de/moi", methods=["GET", "POST"])
def new() -> Response | str:
    """A new thread by a member."""
    refused = why_not()
    open_to = [c for c in queries.threads.categories() if policy.may_open_thread(g.actor, c)]
    form = ThreadForm(category=request.args.get("chuyen-muc"))
    form.category.choices = choices((c.slug, in_language(c.name, current_tag())) for c in open_to)
    files = files_of_form(form, THREAD)
    sheet = Sheet(form, THREAD, files)
    turn_away(refused, sheet)
    if (answer := sheet.answer()) is not None:
        return answer
    previewed = repeat = None
    if sheet.sending and form.validate_on_submit():
        if "preview" in request.form:
            previewed = Markup(render(form.body.data))  # noqa: S704 (cleaned by render)
            sheet.keep_previewed()
        elif (repeat := said_before(form.body.data, title=form.title.data)) is None:
            count_post()
            category = queries.threads.get_category(form.category.data)
            with form.showing_rules():
                wording = wording_of(form, form.title.data, files=files)
                revision = service.open_thread(g.actor, category, wording=wording)
                sheet.sent()
                return finish(address(revision.post.thread_id, revision.title), said(revision))
        elif first := answered(form_key_sent()):
            return redirect(first, 303)
    writing = {"sheet": sheet.shown(), "ask_rules": rules_open(), "repeat": repeat}
    writing |= {"previewed": previewed, "refused": refused}
    return render_template("threads/new.html", form=form, **writing)


@threads.route("/chu-de/<int:thread_id>/tra-loi", methods=["GET", "POST"])
def reply(thread_id: int) -> Response | str:
    """A reply by a member."""
    thread, title = queries.threads.get_thread_for(g.actor, thread_id)
    form = ReplyForm()
    files = files_of_form(form, reply_to(thread_id))
    refused = why_not(thread)
    sheet = Sheet(form, reply_to(thread_id), files)
    turn_away(refused, sheet)
    if (answer := sheet.answer()) is not None:
        return answer
    if request.method == "GET" and "trich" in request.args:
        form.body.data = behind(form.body.data, quote(as_number(request.args["trich"])))
    previewed = repeat = None
    if sheet.sending and form.validate_on_submit():
        if "preview" in request.form:
            previewed = Markup(render(form.body.data))  # noqa: S704 (cleaned by render)
            sheet.keep_previewed()
        elif (repeat := said_before(form.body.data, thread_id=thread_id)) is None:
            count_post()
            with form.showing_rules():
                wording = wording_of(form, files=files)
                revision = service.submit_reply(g.actor, thread, wording=wording)
                sheet.sent()
                return finish(_where(revision, thread, title), said(revision))
        elif first := answered(form_key_sent()):
            return redirect(first, 303)
    return render_template(
        "threads/reply.html",
        thread=thread,
        title=title_or_hidden(title),
        back=address(thread.id, title),
        form=form,
        ask_rules=rules_open(),
        previewed=previewed,
        sheet=sheet.shown(),
        repeat=repeat,
        refused=refused,
    )


def why_not(thread: Thread | None = None) -> str:
    """Why nothing can be sent here, said before somebody writes in vain; "" where it can."""
    if not is_active(g.actor):
        return _("Your account is suspended: you can read, but not write.")
    if thread is None or policy.may_reply(g.actor, thread):
        return ""
    if thread.locked_at is not None:
        return _("This thread is locked: nobody can reply here now.")
    return _("Nobody but the offices can write here, or the thread is not public yet.")


def turn_away(refused: str, sheet: Sheet) -> None:
    """Forbidden, before a file is taken in; a draft may still be kept by whoever keeps drafts."""
    with_file = sheet.files is not None and sheet.form.file.data
    written = sheet.form.body.data and (sheet.sending or not sheet.offered)
    if refused and request.method == "POST" and (written or with_file):
        raise Forbidden("write", refused)


def behind(begun: str | None, quoted: str) -> str:
    """A draft with the quotation behind it, unless it is in it already; else the quotation."""
    if not begun or not quoted.strip():
        return begun or quoted
    return begun if quoted.strip() in begun else f"{begun}\n\n{quoted}"


def rules_open() -> bool:
    """Whether the box "I accept the rules" must be shown."""
    return not has_accepted(g.actor, version_in_force().id)


def count_post() -> None:
    """One more text of this person in ten minutes; TooMany when that was enough."""
    limit = current_app.config["THROTTLE_POST_PERSON"]
    throttle.count("post", f"{g.actor.kind}:{g.actor.actor_id}", limit)


def said_before(source: str, **where: Any) -> Repeat | None:
    """What this person sent in the last minutes and is about to send again, unless they said that
    they mean it; ``where`` as ``earlier_like`` takes it."""
    if "confirm_repeat" in request.form:
        return None
    return earlier_like(g.actor, source, **where)


def wording_of(
    form: Any, title: str | None = None, *, files: Files | None = None
) -> service.Wording:
    """What the form says, in the language of the page it was written on."""
    return service.Wording(
        source=form.body.data,
        language=current_tag(),
        title=title,
        accepts_rules=form.accept_rules.data,
        enclosed=files.enclosed() if files else None,
    )


def said(revision: Revision) -> str:
    """What the author reads after sending."""
    if revision.hold_reasons:
        return _("Received. Your text waits for review; you will be told what was decided.")
    return _("Your text is published.")


def _where(revision: Revision, thread: Thread, title: str) -> str:
    if revision.hold_reasons:
        return f"{address(thread.id, title)}?cuoi=1#bai-{revision.post_id}"
    return f"/bai/{revision.post_id}"
