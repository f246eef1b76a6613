"""Everything that is stored about the person, for that person."""

from __future__ import annotations

import os

from flask import current_app, g, render_template, send_file
from werkzeug.wrappers import Response

from forum.accounts import service, throttle
from forum.accounts.guards import fresh
from forum.accounts.parcel import packed
from forum.accounts.views import accounts
from forum.core import clock
from forum.core.settings import setting
from forum.web.once import settle


@accounts.get("/tai-khoan/du-lieu")
def own_data() -> str:
    """What the file holds, and the button that makes it."""
    parts = current_app.extensions["forum.own_data"]
    return render_template("accounts/own_data.html", titles=[part.title for part in parts.values()])


@accounts.post("/tai-khoan/du-lieu")
@fresh
def make_own_data() -> Response:
    """The file itself. Nothing of it stays on the server."""
    throttle.count("own_data", f"person:{g.actor.id}", setting("THROTTLE_OWN_DATA_PERSON"))
    known = current_app.extensions
    parcel = packed(g.actor.id, known["forum.own_data"], known["forum.own_files"])
    service.note_export(g.actor)
    settle()
    name = f"du-lieu-cua-toi-{clock.local(clock.now()):%Y-%m-%d}.zip"
    answer = send_file(parcel, "application/zip", as_attachment=True, download_name=name)
    answer.content_length = parcel.seek(0, os.SEEK_END)
    parcel.seek(0)
    return answer
