"""The search page."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request, url_for

from forum.core.text import one_line
from forum.search.queries import finding
from forum.search.results import results
from forum.web.pagination import as_number

search = Blueprint("search", __name__)

PAGE = 20
NOTHING = finding.Found("", (), (), None)


@search.get("/tim-kiem")
def page() -> str:
    """What everybody, and this reader, may read and what holds the words asked for."""
    words = one_line(request.args.get("q", ""))[: finding.QUERY_CHARACTERS]
    start = as_number(request.args.get("tu"))
    found = finding.search(g.actor, words, limit=PAGE, start=start) if words else NOTHING
    shown = results(found.rows, found.tokens)
    return render_template(
        "search/page.html",
        words=words,
        results=shown,
        near=not start and all(one.near for one in shown),
        first=url_for(".page", q=words) if start else None,
        following=url_for(".page", q=words, tu=found.following) if found.following else None,
    )
