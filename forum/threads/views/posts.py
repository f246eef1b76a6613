"""One post: permalink, editing, withdrawing, its wordings."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.accounts.guards import AUTHOR, needs
from forum.core.errors import Forbidden
from forum.core.text import render
from forum.drafts.addresses import edit_of
from forum.drafts.sheets import Sheet
from forum.moderation.queries import decisions_on
from forum.screening.words import FOR_AUTHOR
from forum.threads import policy, queries, service
from forum.threads.attaching import files_of_form
from forum.threads.forms import ActForm, EditForm
from forum.threads.lifecycle import PostState, RevisionState
from forum.threads.rows import address, held_view
from forum.threads.views import threads
from forum.threads.views.thread import PAGE, one_page
from forum.threads.views.writing import count_post, rules_open, said, wording_of
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
    if not policy.may_edit(g.actor, post):
        raise Forbidden("edit")
    newest = queries.posts.newest_revision(post)
    form = EditForm(title=newest.title, body=newest.source, seen_version=newest.ordinal)
    if not post.opening:
        del form.title
    files = files_of_form(form, edit_of(post_id), newest)
    sheet = Sheet(form, edit_of(post_id), files)
    if (answer := sheet.answer()) is not None:
        return answer
    previewed = None
    if sheet.sending and form.validate_on_submit():
        if "preview" in request.form:
            previewed = Markup(render(form.body.data))  # noqa: S704 (cleaned by render)
            sheet.keep_previewed()
        else:
            count_post()
            with form.showing_rules():
                title = (form.title.data or newest.title) if post.opening else None
                wording, saw = wording_of(form, title, files=files), form.seen_version.data or 0
                revision = service.edit_post(g.actor, post, wording=wording, seen_wording=saw)
                sheet.sent()
                return finish(f"/bai/{revision.post_id}", said(revision))
    decision = decisions_on([newest.id]).get(newest.id)
    waiting = newest.state not in {RevisionState.APPROVED, RevisionState.SUPERSEDED}
    return render_template(
        "threads/edit.html",
        form=form,
        post=post,
        held=held_view(newest, decision, FOR_AUTHOR) if waiting else None,
        ask_rules=rules_open(),
        previewed=previewed,
        sheet=sheet.shown(),
    )


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
    """All wordings of a text with what changed, for its author and the board; to the board none
    that the author took back."""
    private()
    post = queries.posts.get_post_for(g.actor, post_id)
    if not policy.may_see_history(g.actor, post):
        raise Forbidden("see_history")
    wordings = queries.posts.wordings(post)
    if not policy.is_author(g.actor, post):
        wordings = [one for one in wordings if one.state is not RevisionState.WITHDRAWN]
    _thread, title = queries.threads.get_thread_for(g.actor, post.thread_id)
    return render_template(
        "threads/history.html",
        post=post,
        where=address(post.thread_id, title) if post.state is PostState.PUBLIC else None,
        steps=differences(post, wordings),
    )
