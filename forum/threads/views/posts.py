"""One post: permalink, editing, withdrawing, its wordings."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, g, make_response, redirect, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts.guards import AUTHOR, needs
from forum.core.errors import Forbidden
from forum.core.text import render
from forum.drafts.addresses import edit_of
from forum.drafts.sheets import Sheet
from forum.moderation.queries import decisions_on, visibility_reasons
from forum.screening.words import FOR_AUTHOR
from forum.threads import policy, queries, service
from forum.threads.attaching import files_of_form
from forum.threads.forms import ActForm, EditForm
from forum.threads.judgements import CLOSED, judgements
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.models import Post, Revision
from forum.threads.repeats import Repeat
from forum.threads.rows import address, held_view
from forum.threads.views import threads
from forum.threads.views.thread import PAGE, one_page
from forum.threads.views.writing import (
    count_post,
    rules_open,
    said,
    said_before,
    turn_away,
    why_not,
    wording_of,
)
from forum.threads.wordings import differences
from forum.web.headers import private
from forum.web.once import finish


@threads.get("/bai/<int:post_id>")
def permalink(post_id: int) -> Response:
    """Where the post stands now, on the page of its thread that shows it."""
    post = queries.posts.get_post_for(g.actor, post_id)
    _thread, title = queries.threads.get_thread_for(g.actor, post.thread_id)
    where = address(post.thread_id, title)
    if post.number is None:
        return redirect(f"{where}?cuoi=1#bai-{post.id}", 302)
    after = (post.number - 1) // PAGE * PAGE
    # Twenty posts from there may be more than a page: then the page begins with the post itself.
    shown = one_page(queries.posts.page_after(g.actor, post.thread_id, after, PAGE))
    after = after if post.id in {row.id for row in shown} else post.number - 1
    query = f"?sau={after}" if after else ""
    return redirect(f"{where}{query}#bai-{post.id}", 302)


@threads.route("/bai/<int:post_id>/sua", methods=["GET", "POST"])
@needs(AUTHOR)
def edit(post_id: int) -> Response | str:
    """A new wording of an own text; also how a returned text is fixed and sent again."""
    private()
    post = queries.posts.get_own_post(g.actor, post_id)
    refused = _why_not(post)
    newest = queries.posts.newest_revision(post)
    form = EditForm(title=newest.title, body=newest.source, seen_version=newest.ordinal)
    if not post.opening:
        del form.title
    files = files_of_form(form, edit_of(post_id), newest)
    sheet = Sheet(form, edit_of(post_id), files)
    turn_away(refused, sheet)
    if (answer := sheet.answer()) is not None:
        return answer
    previewed = repeat = None
    if sheet.sending and form.validate_on_submit():
        if "preview" in request.form:
            previewed = Markup(render(form.body.data))  # noqa: S704 (cleaned by render)
            sheet.keep_previewed()
        elif (repeat := _said_elsewhere(form, post)) is None:
            count_post()
            with form.showing_rules():
                title = (form.title.data or newest.title) if post.opening else None
                wording, saw = wording_of(form, title, files=files), form.seen_version.seen
                revision = service.edit_post(g.actor, post, wording=wording, seen_wording=saw)
                sheet.sent()
                return finish(f"/bai/{revision.post_id}", said(revision))
    decision = decisions_on([newest.id]).get(newest.id)
    waiting = newest.state not in {RevisionState.APPROVED, RevisionState.SUPERSEDED}
    page = render_template(
        "threads/edit.html",
        form=form,
        post=post,
        held=held_view(newest, decision, FOR_AUTHOR) if waiting else None,
        ask_rules=rules_open(),
        previewed=previewed,
        sheet=sheet.shown(),
        refused=refused,
        repeat=repeat,
    )
    return make_response(page, 403 if refused else 200)


def _why_not(post: Post) -> str:
    """Why an own text cannot be changed; "" where it can."""
    if policy.may_edit(g.actor, post):
        return ""
    if post.state in CLOSED:
        return _("This post is hidden or removed: its words cannot be changed.")
    return why_not()


def _said_elsewhere(form: EditForm, post: Post) -> Repeat | None:
    """Another text of the same author that says this already."""
    title = form.title.data if post.opening else ""
    return said_before(form.body.data, title=title, thread_id=post.thread_id, but=post.id)


@threads.post("/bai/<int:post_id>/rut")
@needs(AUTHOR)
def withdraw(post_id: int) -> Response:
    """The waiting wording of an own text is taken back."""
    post = queries.posts.get_own_post(g.actor, post_id)
    if not ActForm().validate_on_submit():
        abort(400)
    service.withdraw(g.actor, queries.posts.newest_revision(post))
    target = "/bai-cua-toi" if g.actor.is_person else f"/theo-doi/phieu/{post.receipt_id}"
    return finish(target, _("Your text was withdrawn. It is still kept for you here."))


@threads.get("/bai/<int:post_id>/lich-su")
@needs(AUTHOR)
def history(post_id: int) -> str:
    """All wordings of a text with what changed, for its author and the board, published or not; to
    the board none that the author took back."""
    private()
    post = queries.history.get_judged_post_for(g.actor, post_id)
    if not policy.may_see_history(g.actor, post):
        raise Forbidden("see_history")
    wordings = queries.history.wordings_for(g.actor, post)
    decisions = decisions_on([wording.id for wording in wordings])
    closing = visibility_reasons([post.id]).get(post.id)
    steps = differences(post, wordings)
    own = policy.is_author(g.actor, post)
    return render_template(
        "threads/history.html",
        own=own,
        where=f"/bai/{post.id}" if post.state is PostState.PUBLIC else None,
        desk=None if own else _desk(post, wordings),
        steps=[(step, judgements(post, step, decisions, closing)) for step in steps],
    )


def _desk(post: Post, wordings: Sequence[Revision]) -> str:
    """Where the board decides about the text now."""
    newest = wordings[-1]
    if post.number is None or newest.state is RevisionState.PENDING:
        return f"/duyet-bai/{newest.id}"
    return f"/duyet-bai/bai/{post.id}"
