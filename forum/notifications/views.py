"""A person's inbox."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.notifications import queries, service
from forum.notifications.forms import ReadForm
from forum.notifications.words import OUTDATED, SENTENCES
from forum.threads.rows import clause_title
from forum.web.once import finish
from forum.web.pagination import as_number, cut

notifications = Blueprint("notifications", __name__)

SIZE = 30


@notifications.get("")
def inbox() -> str:
    """Own notices, newest first, by key."""
    before = as_number(request.args.get("truoc")) or None
    entries, more = cut(queries.inbox_of(g.actor, before, SIZE + 1), SIZE)
    return render_template(
        "notifications/inbox.html",
        entries=entries,
        form=ReadForm(until=entries[0].id if entries else 0),
        sentences=SENTENCES,
        outdated=OUTDATED,
        clause_title=clause_title,
        first=url_for(".inbox") if before else None,
        older=url_for(".inbox", truoc=entries[-1].id) if more else None,
    )


@notifications.post("/da-doc")
def mark_read() -> Response:
    """Everything the person saw on the page is read; the number beside the bell goes down."""
    form = ReadForm()
    if form.validate_on_submit():
        service.mark_read(g.actor, until=as_number(form.until.data))
    return finish(url_for(".inbox"))
