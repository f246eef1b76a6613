"""Reading on, keeping, following."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from forum.core.errors import NotFound
from forum.following import marks, queries, service
from forum.following.forms import FollowForm
from forum.following.lifecycle import Kind
from forum.following.models import Subscription
from forum.languages.domain import current_tag
from forum.official.queries import question_states
from forum.official.queries.followed import Line, explanation_lines, question_lines
from forum.official.queries.texts import get_explanation
from forum.rules.queries import in_language
from forum.threads import queries as threads
from forum.threads.rows import address, title_or_hidden
from forum.web.once import finish
from forum.web.pagination import as_number, cut

following = Blueprint("following", __name__)

PAGE = 30
KINDS: Mapping[Kind, object] = {
    Kind.THREAD: _l("Thread"),
    Kind.CATEGORY: _l("Category"),
    Kind.QUESTION: _l("Question"),
    Kind.EXPLANATION: _l("Explanation"),
}


@following.post("/bai/<int:post_id>/danh-dau")
def bookmark(post_id: int) -> Response:
    """The post stands among the bookmarks, or no longer."""
    form = FollowForm()
    act = _act(form, {"keep", "drop"})
    if act == "keep":
        service.bookmark(g.actor, threads.posts.get_post_for(g.actor, post_id))
        return finish(f"/bai/{post_id}", _("The post stands among your bookmarks."))
    service.drop_bookmark(g.actor, post_id=post_id)
    back = "/danh-dau" if form.listed.data else f"/bai/{post_id}"
    return finish(back, _("The bookmark is gone."))


@following.post("/bai/<int:post_id>/theo-doi")
def follow_question(post_id: int) -> Response:
    """The question that this post is."""
    threads.posts.get_post_for(g.actor, post_id)
    state = question_states([post_id]).get(post_id)
    if state is None:
        raise NotFound("question")
    return _follow(Kind.QUESTION, state.question_id, f"/bai/{post_id}")


@following.get("/chu-de/<int:thread_id>/chua-doc")
def first_unread(thread_id: int) -> Response:
    """The first post behind the last one that was read: its page, its anchor."""
    thread = threads.threads.get_head_for(g.actor, thread_id)
    where = address(thread.id, thread.title)
    read = as_number(request.args.get("tu")) or marks.read_up_to(g.actor, thread.id)
    found = queries.first_after(thread.id, read) if read else None
    if found is None:
        return redirect(f"{where}?cuoi=1" if read else where, 302)
    post_id, number = found
    return redirect(f"{where}?sau={number - 1}#bai-{post_id}", 302)


@following.post("/chu-de/<int:thread_id>/theo-doi")
def follow_thread(thread_id: int) -> Response:
    """News of the thread, or none any more."""
    thread, title = threads.threads.get_thread_for(g.actor, thread_id)
    return _follow(Kind.THREAD, thread.id, address(thread.id, title))


@following.post("/chuyen-muc/<slug>/da-doc")
def read_category(slug: str) -> Response:
    """Nothing in the category is new any more."""
    category = threads.threads.get_category(slug)
    _act(FollowForm(), {"read"})
    service.read_all(g.actor, category)
    return finish(f"/chuyen-muc/{category.slug}", _("Everything here is marked as read."))


@following.post("/chuyen-muc/<slug>/theo-doi")
def follow_category(slug: str) -> Response:
    """News of new threads in the category, or none any more."""
    category = threads.threads.get_category(slug)
    return _follow(Kind.CATEGORY, category.id, f"/chuyen-muc/{category.slug}")


@following.get("/danh-dau")
def bookmarks() -> str:
    """The own bookmarks, newest first."""
    before = as_number(request.args.get("truoc")) or None
    found, more = cut(queries.bookmarks_of(g.actor, before, PAGE + 1), PAGE)
    return render_template(
        "following/bookmarks.html",
        rows=found,
        form=FollowForm(),
        title_or_hidden=title_or_hidden,
        older=f"/danh-dau?truoc={found[-1].id}" if more else None,
        first="/danh-dau" if before else None,
    )


@following.get("/dang-theo-doi")
def followed() -> str:
    """What the person follows, newest first, each with a button that ends it."""
    before = as_number(request.args.get("truoc")) or None
    found, more = cut(queries.subscriptions_of(g.actor, before, PAGE + 1), PAGE)
    lines = _lines(found)
    return render_template(
        "following/followed.html",
        rows=[(row, KINDS[row.kind], lines[row.kind].get(row.ref_id)) for row in found],
        older=f"/dang-theo-doi?truoc={found[-1].id}" if more else None,
        first="/dang-theo-doi" if before else None,
    )


@following.post("/dang-theo-doi/<int:subscription_id>")
def end(subscription_id: int) -> Response:
    """One of them ends, also where what was followed can no longer be read."""
    subscription = queries.get_subscription_for(g.actor, subscription_id)
    _act(FollowForm(), {"leave"})
    service.end(g.actor, subscription)
    return finish("/dang-theo-doi", _("You no longer follow this."))


@following.post("/giai-thich/<slug>/theo-doi")
def follow_explanation(slug: str) -> Response:
    """News of the explanation, or none any more."""
    text = get_explanation(slug)
    return _follow(Kind.EXPLANATION, text.id, f"/giai-thich/{text.slug}")


def _act(form: FollowForm, known: set[str]) -> str:
    if not form.validate_on_submit() or form.act.data not in known:
        abort(400)
    return str(form.act.data)


def _follow(kind: Kind, ref_id: int, back: str) -> Response:
    if _act(FollowForm(), {"follow", "leave"}) == "follow":
        service.follow(g.actor, kind, ref_id)
        return finish(back, _("You follow this now; news of it comes to “My notices”."))
    service.leave(g.actor, kind, ref_id)
    return finish(back, _("You no longer follow this."))


def _lines(found: Sequence[Subscription]) -> Mapping[Kind, Mapping[int, Line]]:
    """Title and address of each thing that may be read."""
    ids = {kind: [row.ref_id for row in found if row.kind is kind] for kind in Kind}
    titles = queries.thread_titles(ids[Kind.THREAD])
    subjects = threads.lists.categories_with_counts() if ids[Kind.CATEGORY] else []
    return {
        Kind.THREAD: {
            key: (title_or_hidden(title), address(key, title)) for key, title in titles.items()
        },
        Kind.CATEGORY: {
            one.id: (in_language(one.name, current_tag()), f"/chuyen-muc/{one.slug}")
            for one in subjects
        },
        Kind.QUESTION: question_lines(ids[Kind.QUESTION]),
        Kind.EXPLANATION: explanation_lines(ids[Kind.EXPLANATION]),
    }
