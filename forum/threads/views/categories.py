"""Categories and their lists of threads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import g, redirect, render_template, request
from werkzeug.wrappers import Response

from forum.following import marks
from forum.following.lifecycle import Kind
from forum.following.queries import is_following
from forum.languages.domain import current_tag
from forum.official.queries import answered_thread_ids
from forum.rules.queries import in_language
from forum.threads import queries
from forum.threads.queries.lists import Subject
from forum.threads.rows import thread_view
from forum.threads.views import threads
from forum.web.pagination import as_number, cut

PAGE = 20


@threads.get("/chuyen-muc")
def index() -> str:
    """All categories, and the newest threads of all."""
    found, older = _page(None)
    return render_template(
        "threads/index.html",
        news=marks.of_list(g.actor, [row.id for row in found]),
        categories=queries.lists.nested(queries.lists.categories_with_counts()),
        rows=found,
        older=older,
        say=_say,
    )


@threads.get("/chuyen-muc/<slug>")
def category(slug: str) -> Response | str:
    """One category: those that stand in it, pinned threads, then by last activity."""
    subjects = queries.lists.categories_with_counts()
    chosen = next((one for one in subjects if one.slug == slug), None)
    if chosen is None:
        return redirect(f"/chuyen-muc/{queries.lists.present_slug(slug)}", 301)
    found, older = _page(chosen)
    return render_template(
        "threads/category.html",
        category=chosen,
        news=marks.of_list(g.actor, [row.id for row in found]),
        follows=is_following(g.actor, Kind.CATEGORY, chosen.id),
        parent=next((one for one in subjects if one.id == chosen.parent_id), None),
        children=[one for one in subjects if one.parent_id == chosen.id],
        rows=found,
        older=older,
        say=_say,
    )


def _say(texts: dict[str, str]) -> str:
    return in_language(texts, current_tag())


def _page(chosen: Subject | None) -> tuple[list[Any], str | None]:
    """Rows of one page, and the address of the next older one."""
    before = _key()
    found, more = cut(queries.lists.thread_rows(chosen, before, PAGE + 1), PAGE)
    rows = list(found)
    if before is None:
        shown = {row.id for row in rows}
        pinned = [row for row in queries.lists.pinned_rows(chosen) if row.id not in shown]
        rows = sorted([*pinned, *rows], key=lambda row: row.pinned_at is None)
    answered = answered_thread_ids([row.id for row in rows])
    older = None
    if more:
        last = found[-1]
        micros = int(last.last_post_at.timestamp() * 1_000_000)
        older = f"{request.path}?truoc={micros}-{last.id}"
    return [thread_view(row, answered) for row in rows], older


def _key() -> tuple[datetime, int] | None:
    micros, _dash, number = request.args.get("truoc", "").partition("-")
    if not micros.isdecimal() or not number.isdecimal() or len(micros) > 17:
        return None
    moment = datetime.fromtimestamp(int(micros) // 1_000_000, UTC)
    return moment.replace(microsecond=int(micros) % 1_000_000), as_number(number)
