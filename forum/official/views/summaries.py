"""What a thread says in short: written and approved by staff, read by everybody with what was said
before."""

from __future__ import annotations

from flask import g, redirect, render_template, request
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.core.errors import NotFound
from forum.official import policy, service
from forum.official.cards import address_of
from forum.official.forms.texts import TextForm
from forum.official.lifecycle import TextKind
from forum.official.models import OfficialText
from forum.official.queries import summaries_of
from forum.official.queries.cards import card_of_text
from forum.official.queries.summaries import (
    get_summary_for,
    standing_summary,
    summary_in_the_making,
)
from forum.official.views import official
from forum.official.views.texts import already_begun, desk, shown, work
from forum.official.wordings import TextWording
from forum.threads.models import Thread
from forum.threads.queries.threads import Merged, get_head_for, get_thread_for
from forum.threads.rows import address, title_or_hidden
from forum.web.headers import private
from forum.web.once import finish


@official.get("/chu-de/<int:thread_id>/tom-tat")
def summaries(thread_id: int) -> str:
    """The thread's summaries, the newest first; of a withdrawn one only that and why."""
    thread = get_head_for(g.actor, thread_id)
    cards = summaries_of(thread.id)
    if not cards:
        raise NotFound("summaries")
    return render_template(
        "official/summaries.html",
        cards=cards,
        title=title_or_hidden(thread.title),
        back=address(thread.id, thread.title),
    )


@official.route("/can-bo/tom-tat/<int:thread_id>", methods=["GET", "POST"])
@needs("answer")
def summarise(thread_id: int) -> Response | str:
    """A new summary of the thread; the one in the making, when there is one."""
    private()
    thread, title = get_thread_for(g.actor, thread_id)
    if not policy.may_summarise(g.actor, thread):
        raise NotFound("thread")
    begun = summary_in_the_making(thread.id)
    if begun is not None and request.method == "GET":
        return redirect(address_of(begun))
    form = desk(TextKind.SUMMARY, None, None)
    if form.validate_on_submit():
        with form.showing_rules():
            written: list[OfficialText] = []

            def start(wording: TextWording) -> OfficialText:
                written.append(service.write_summary(g.actor, thread, wording=wording))
                return written[0]

            said = work(form, None, start)
            return finish(address_of(written[0]), said)
    return _page(None, form, thread, title)


@official.route("/can-bo/tom-tat/ban/<int:text_id>", methods=["GET", "POST"])
@needs("answer")
def summary(text_id: int) -> Response | str:
    """A summary on its way, and after publication the place to withdraw it."""
    private()
    text = get_summary_for(g.actor, text_id)
    form = desk(TextKind.SUMMARY, text, None)
    if form.validate_on_submit():
        with form.showing_rules():
            said = work(form, text, already_begun)
            return finish(address_of(text), said)
    thread_id = text.about_thread_id or 0
    try:
        thread, title = get_thread_for(g.actor, thread_id)
    except Merged as elsewhere:
        thread, title = get_thread_for(g.actor, elsewhere.into_id)
    return _page(text, form, thread, title)


def _page(text: OfficialText | None, form: TextForm, thread: Thread, title: str) -> str:
    standing = standing_summary(thread.id)
    beside = standing if standing is not None and standing is not text else None
    if form.covers.data is None and not form.is_submitted():
        form.covers.data = thread.last_number
    form.covers.flags.optional = False  # the service asks for it, and knows the last number
    return render_template(
        "official/summarise.html",
        thread_title=title_or_hidden(title),
        back=address(thread.id, title),
        last=thread.last_number,
        beside=card_of_text(beside.id) if beside else None,
        beside_href=address_of(beside) if beside else None,
        **shown(text, form),
    )
