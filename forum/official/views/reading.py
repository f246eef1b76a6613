"""What everybody reads: questions with their answers, explanations of policy."""

from __future__ import annotations

from flask import g, render_template, request
from markupsafe import Markup

from forum.following.lifecycle import Kind
from forum.following.queries import is_following
from forum.official.lifecycle import TextState
from forum.official.queries import explanations
from forum.official.queries.questions import question_cards
from forum.official.queries.texts import get_explanation
from forum.official.views import official
from forum.web.pagination import as_number, cut

PAGE = 20
FILTERS = {"da-tra-loi": True, "dang-xu-ly": False}


@official.get("/hoi-dap")
def questions() -> str:
    """The questions that everybody may read, newest first."""
    chosen = request.args.get("trang-thai", "")
    before = as_number(request.args.get("truoc")) or None
    found, more = cut(question_cards(before, PAGE + 1, done=FILTERS.get(chosen)), PAGE)
    kept = f"trang-thai={chosen}&" if chosen in FILTERS else ""
    return render_template(
        "official/questions.html",
        cards=found,
        chosen=chosen if chosen in FILTERS else "",
        older=f"/hoi-dap?{kept}truoc={found[-1].id}" if more else None,
        first=f"/hoi-dap?{kept}".rstrip("?&") if before else None,
    )


@official.get("/giai-thich")
def explanation_list() -> str:
    """The published explanations, newest first."""
    before = as_number(request.args.get("truoc")) or None
    found, more = cut(explanations(PAGE + 1, before), PAGE)
    return render_template(
        "official/explanations.html",
        texts=found,
        older=f"/giai-thich?truoc={found[-1].id}" if more else None,
        first="/giai-thich" if before else None,
    )


@official.get("/giai-thich/<slug>")
def explanation(slug: str) -> str:
    """One explanation; a withdrawn one says that and why."""
    text = get_explanation(slug)
    stands = text.state is TextState.PUBLISHED
    return render_template(
        "official/explanation.html",
        text=text,
        stands=stands,
        follows=is_following(g.actor, Kind.EXPLANATION, text.id),
        html=Markup(text.html if stands else ""),  # noqa: S704 (cleaned when it was stored)
    )
