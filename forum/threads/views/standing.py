"""Where a thread's posts stand, what happened to it, and where a merged one leads."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.core.errors import NotFound
from forum.threads import queries
from forum.threads.queries.threads import Merged
from forum.threads.rows import address, title_or_hidden
from forum.threads.timeline import step
from forum.threads.views import threads
from forum.web.errors import conflict

LINES = 200  # of a time line; the oldest of a longer one are left out


@threads.get("/chu-de/<int:thread_id>/dien-bien")
def timeline(thread_id: int) -> str:
    """What happened to the thread, the newest first: by role, never by whom."""
    thread = queries.threads.get_head_for(g.actor, thread_id)
    return render_template(
        "threads/timeline.html",
        title=title_or_hidden(thread.title),
        back=address(thread.id, thread.title),
        steps=[step(row, thread.id) for row in queries.shape.events_of(thread.id, LINES)],
    )


@threads.get("/chu-de/<int:thread_id>/so/<int:number>")
def numbered(thread_id: int, number: int) -> Response:
    """The post that has or had this number in this thread, wherever it stands now."""
    if thread_id >= 2**31 or number >= 2**31:
        raise NotFound("post")
    return redirect(f"/bai/{queries.shape.post_numbered(g.actor, thread_id, number)}", 302)


@threads.app_errorhandler(Merged)
def merged(error: Merged) -> Response:
    """An address of a merged thread leads to the same page of the one that took its posts. What
    was sent to it is not lost: its sender sees that and what was written."""
    if request.method == "POST":
        return conflict(error)
    known = dict(request.view_args or {})
    if request.endpoint == "threads.show" or "thread_id" not in known:
        return redirect(f"/chu-de/{error.into_id}", 301)
    return redirect(url_for(str(request.endpoint), **{**known, "thread_id": error.into_id}), 301)
