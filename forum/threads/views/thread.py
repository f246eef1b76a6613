"""A thread: reading, locking, pinning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.following import marks
from forum.languages.domain import current_tag
from forum.moderation.queries import decisions_on, visibility_reasons
from forum.official.queries import cards_of_thread, question_states
from forum.rules.queries import in_language
from forum.screening.words import FOR_AUTHOR
from forum.threads import queries, service
from forum.threads.forms import ActForm
from forum.threads.lifecycle import CategoryMode
from forum.threads.rows import address, clause_title, held_view, post_view, title_or_hidden
from forum.threads.views import threads
from forum.web.once import finish
from forum.web.pagination import as_number, cut_by_weight

PAGE = 20
PAGE_BYTES = 40_000  # of the posts' HTML


@threads.get("/chu-de/<int:thread_id>")
@threads.get("/chu-de/<int:thread_id>-<path:words>")
def show(thread_id: int, words: str = "") -> Response | str:
    """The thread, a page of posts at a time."""
    thread = queries.threads.get_head_for(g.actor, thread_id)
    canonical = address(thread.id, thread.title)
    if request.path != canonical:
        query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
        return redirect(canonical + query, 301 if not query else 302)
    return page(thread, canonical)


@threads.post("/chu-de/<int:thread_id>/bang")
@needs("lock")
def manage(thread_id: int) -> Response:
    """Lock, unlock, pin or unpin: the board's buttons under a thread."""
    thread, title = queries.threads.get_thread_for(g.actor, thread_id)
    form = ActForm()
    acts: dict[str, Any] = {
        "lock": lambda: service.set_locked(g.actor, thread, locked=True),
        "unlock": lambda: service.set_locked(g.actor, thread, locked=False),
        "pin": lambda: service.set_pinned(g.actor, thread, pinned=True),
        "unpin": lambda: service.set_pinned(g.actor, thread, pinned=False),
        "mode_before": lambda: service.set_mode(g.actor, thread, mode=CategoryMode.BEFORE),
        "mode_after": lambda: service.set_mode(g.actor, thread, mode=CategoryMode.AFTER),
        "mode_category": lambda: service.set_mode(g.actor, thread, mode=None),
    }
    if not form.validate_on_submit() or form.act.data not in acts:
        abort(400)
    acts[form.act.data]()
    return finish(address(thread.id, title), _("Done."))


def page(thread: Any, canonical: str) -> str:
    """The thread's page: official cards, one page of posts, the reader's own held texts."""
    posts, first, last = _slice(thread)
    ids = [row.id for row in posts]
    cards = cards_of_thread(g.actor, thread.id)
    closed = visibility_reasons([row.id for row in posts if row.state != "public"])
    questions = question_states(ids)
    own = queries.posts.own_waiting(g.actor, thread.id) if knows_author() else []
    own = own if last else []
    read = marks.of_page(g.actor, thread, posts, questions=questions, last=last)
    decisions = decisions_on([revision.id for revision in own])
    actor_id = g.actor.actor_id if g.actor.is_person else None
    reasons = _reasons(posts, closed)
    return render_template(
        "threads/show.html",
        thread=thread,
        title=title_or_hidden(thread.title),
        category_name=in_language(thread.category_name, current_tag()),
        address=canonical,
        posts=[post_view(row, actor_id, questions, reasons) for row in posts],
        held=[held_view(r, decisions.get(r.id), FOR_AUTHOR) for r in own],
        cards=cards,
        first=first,
        last=last,
        marks=read,
    )


def _reasons(posts: Sequence[Any], closed: Mapping[int, Any]) -> dict[int, str]:
    """Why the words of a post are not there: by the clause of a decision, or its author left."""
    gone = [row for row in posts if row.state == "removed"]
    office, author = _("The office took it back."), _("Its author took it back.")
    taken_back = {row.id: office if row.author_kind == "office" else author for row in gone}
    by_board = {post_id: clause_title(decision.clause) for post_id, decision in closed.items()}
    return {**taken_back, **by_board}


def _slice(thread: Any) -> tuple[Sequence[Any], bool, bool]:
    """Rows of the page asked for, whether it is the first, whether it is the last."""
    if "cuoi" in request.args or "truoc" in request.args:
        before = as_number(request.args.get("truoc"), 2**31 - 1)
        found = queries.posts.page_before(g.actor, thread.id, before, PAGE + 1)
        rows = one_page(found[::-1])[::-1]
        return rows, len(rows) == len(found), before > thread.last_number
    after = as_number(request.args.get("sau"))
    found = queries.posts.page_after(g.actor, thread.id, after, PAGE + 1)
    rows = one_page(found)
    return rows, after == 0, len(rows) == len(found)


def one_page(rows: Sequence[Any]) -> Sequence[Any]:
    """The first of these posts that make one page: 20, or fewer long ones, so that a page stays
    light on a slow line whatever people write."""
    return cut_by_weight(rows, PAGE, lambda row: len((row.html or "").encode()), PAGE_BYTES)


def knows_author() -> bool:
    """Whether this reader can have texts of their own: a person, or a guest with a code."""
    return g.actor.is_person or g.actor.actor_id is not None
