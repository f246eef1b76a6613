"""A person's drafts: what was begun, where, and how it goes on."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.core.text import one_line, shorten
from forum.drafts import queries, service
from forum.drafts.addresses import ASK, address_of, number_in
from forum.drafts.models import Draft
from forum.threads import service as threads_service
from forum.threads.queries.titles import titles_of_posts, titles_of_threads
from forum.web.forms import BaseForm
from forum.web.once import finish

drafts = Blueprint("drafts", __name__)
FIRST_WORDS = 160  # characters


@drafts.get("/ban-nhap")
def own_drafts() -> str:
    """All own drafts, the last changed first."""
    found = queries.drafts_of(g.actor)
    threads = [n for d in found if (n := number_in(d.place, "reply")) is not None]
    posts = [n for d in found if (n := number_in(d.place, "edit")) is not None]
    titles = {f"reply:{n}": title for n, title in titles_of_threads(g.actor, threads).items()}
    titles |= {f"edit:{n}": title for n, title in titles_of_posts(g.actor, posts).items()}
    return render_template("drafts/own_drafts.html", drafts=[_row(d, titles) for d in found])


@drafts.post("/ban-nhap/<int:draft_id>/bo")
def throw_away(draft_id: int) -> Response:
    """The draft is gone, with the files added to it; its form, or the list, opens."""
    draft = queries.get_draft_for(g.actor, draft_id)
    if not BaseForm().validate_on_submit():
        abort(400)
    place = draft.place
    where = address_of(place) if "from_form" in request.form else "/ban-nhap"
    service.discard(g.actor, place)
    threads_service.forget_files(g.actor, place)
    return finish(where, _("The draft was thrown away."))


def _row(draft: Draft, titles: dict[str, str]) -> dict[str, Any]:
    """What the list says of a draft. One whose thread or post cannot be read any more has no form
    to open in: it shows all its words, to be copied."""
    fixed = ":" not in draft.place
    words = {"reply": _("Reply"), "edit": _("Change of a text"), ASK: _("Question")}
    said = [draft.fields.get("title", ""), draft.fields.get("body", "")]
    return {
        "id": draft.id,
        "what": words.get(draft.place.partition(":")[0], _("New thread")),
        "where": titles.get(draft.place, ""),
        "changed_at": draft.changed_at,
        "beginning": shorten(one_line(" ".join(said)), FIRST_WORDS) or _("No words yet."),
        "href": address_of(draft.place) if fixed or draft.place in titles else None,
        "all": "\n".join(said).strip(),
    }
