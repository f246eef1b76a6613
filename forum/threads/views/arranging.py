"""The board arranges a thread: moves it, merges it into another, splits posts off."""

from __future__ import annotations

import re
from typing import Any

from flask import g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.guards import needs
from forum.core.errors import NotFound, RuleBroken
from forum.core.text import excerpt
from forum.languages.domain import current_tag
from forum.official.queries import reply_posts_to, thread_asks
from forum.rules.queries import in_language
from forum.threads import policy, queries, service
from forum.threads.forms import MergeForm, MoveForm, SplitForm
from forum.threads.models import Thread
from forum.threads.queries.threads import Merged
from forum.threads.rows import address, author_name, title_or_hidden
from forum.threads.views import threads
from forum.web.forms import choices
from forum.web.headers import private
from forum.web.once import finish
from forum.web.pagination import as_number, cut

POSTS = 50
WHERE = re.compile(r"(?:\S*/chu-de/)?(\d{1,9})(?:[-/?#]\S*)?")  # a number, or an address with one


@threads.get("/chu-de/<int:thread_id>/sap-xep")
@needs("reshape")
def arrange(thread_id: int) -> str:
    """The three forms of a thread."""
    thread, title = _gate(thread_id)
    return _page(thread, title)


@threads.post("/chu-de/<int:thread_id>/chuyen")
@needs("reshape")
def move(thread_id: int) -> Response | str:
    """The thread goes to another category."""
    thread, title = _gate(thread_id)
    form = _move_form(thread)
    if form.validate_on_submit():
        category = queries.threads.get_category(form.category.data)
        with form.showing_rules():
            service.move_thread(g.actor, thread, category=category, seen=form.seen.seen)
            return finish(address(thread.id, title), _("The thread stands in its new category."))
    return _page(thread, title, moving=form)


@threads.post("/chu-de/<int:thread_id>/gop")
@needs("reshape")
def merge(thread_id: int) -> Response | str:
    """The thread's posts go to the end of another thread; its title is shown first."""
    thread, title = _gate(thread_id)
    form, shown = MergeForm(), None
    if form.validate_on_submit():
        with form.showing_rules():
            into, name = _target(form.target.data, thread)
            if "preview" not in request.form:
                service.merge_threads(g.actor, thread, into=into)
                return finish(address(into.id, name), _("The threads are one now."))
            shown = {"href": address(into.id, name), "id": into.id, "title": title_or_hidden(name)}
    return _page(thread, title, merging=form, shown=shown)


@threads.post("/chu-de/<int:thread_id>/tach")
@needs("reshape")
def split(thread_id: int) -> Response | str:
    """The chosen posts, with the offices' replies to them, become a thread of their own; a button
    to another page of posts keeps what is chosen."""
    thread, title = _gate(thread_id)
    form = _split_form(thread)
    if "sau" not in request.form and form.validate_on_submit():
        chosen = set(form.posts.data or [])
        with form.showing_rules():
            begun = service.split_thread(
                g.actor,
                thread,
                posts=chosen | reply_posts_to(chosen),
                title=form.title.data,
                category=queries.threads.get_category(form.new_category.data),
            )
            said = _("The chosen posts are a thread of their own now.")
            return finish(address(begun.id, form.title.data), said)
    return _page(thread, title, splitting=form)


def _gate(thread_id: int) -> tuple[Thread, str]:
    private()
    thread, title = queries.threads.get_thread_for(g.actor, thread_id)
    if not policy.may_reshape(g.actor, thread):
        raise NotFound("thread")
    return thread, title


def _target(typed: str, source: Thread) -> tuple[Thread, str]:
    """The thread that was meant, and its title; RuleBroken when there is none to be read, or when
    it is the one that is to be merged."""
    found = WHERE.fullmatch(typed)
    try:
        thread, title = queries.threads.get_thread_for(g.actor, int(found[1]) if found else 0)
    except Merged as elsewhere:
        said = _("That thread was merged into thread no. %(number)s.", number=elsewhere.into_id)
        raise RuleBroken(said, "target") from elsewhere
    except NotFound:
        thread = None
    if thread is None or not policy.may_reshape(g.actor, thread):
        said = _("There is no such thread. Please check its number or address.")
        raise RuleBroken(said, "target")
    if thread.id == source.id:
        raise RuleBroken(_("A thread cannot be merged with itself."), "target")
    return thread, title


def _categories() -> list[tuple[str, str, int]]:
    open_to = (c for c in queries.threads.categories() if policy.may_open_thread(g.actor, c))
    return [(c.slug, in_language(c.name, current_tag()), c.id) for c in open_to]


UNSENT = {"formdata": None}  # beside the form that was sent, the others are fresh


def _move_form(thread: Thread, **given: Any) -> MoveForm:
    form = MoveForm(seen=thread.category_id, **given)
    others = (c for c in _categories() if c[2] != thread.category_id)
    form.category.choices = choices((slug, name) for slug, name, _id in others)
    return form


def _split_form(thread: Thread, **given: Any) -> SplitForm:
    form = SplitForm(**given)
    if form.is_submitted() and not given:
        # One field, however many posts were ticked on the pages that are not shown.
        elsewhere = (as_number(one) for one in request.form.get("kept", "").split(","))
        form.posts.data = [*(form.posts.data or []), *filter(None, elsewhere)]
    own = thread.category
    offered = {own.slug: in_language(own.name, current_tag())}
    offered |= {slug: name for slug, name, _id in _categories()}
    form.new_category.choices = choices(offered.items())
    return form


def _page(thread: Thread, title: str, *, shown: Any = None, **sent: Any) -> str:
    """The page with all three forms; one that was ``sent`` keeps what stands in it."""
    moving = sent.get("moving") or _move_form(thread, **UNSENT)
    merging = sent.get("merging") or MergeForm(**UNSENT)
    splitting = sent.get("splitting") or _split_form(thread, **UNSENT)
    after = as_number(request.values.get("sau"))
    rows, more = cut(queries.shape.movable_posts(g.actor, thread.id, after, POSTS + 1), POSTS)
    chosen = set(splitting.posts.data or [])
    return render_template(
        "threads/arrange.html",
        thread_id=thread.id,
        title=title_or_hidden(title),
        back=address(thread.id, title),
        moving=moving,
        merging=merging,
        splitting=splitting,
        shown=shown,
        posts=[_choice(row) for row in rows],
        chosen=chosen,
        kept=sorted(chosen - {row.id for row in rows}),
        asks=thread_asks(thread.id),
        after=after,
        further=rows[-1].number if more else None,
    )


def _choice(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "author": author_name(row),
        "excerpt": excerpt(row.html or ""),
        "at": row.published_at,
    }
