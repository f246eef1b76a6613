"""The administrator's home, the set-up page, the emblem."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, g, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.guards import fresh, needs
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict
from forum.core.settings import setting
from forum.places import service as places
from forum.places.queries import agencies_now
from forum.site import queries, service
from forum.site.forms import SettingsForm
from forum.site.models import WORDS, Site
from forum.site.opening import open_lines
from forum.site.views import site
from forum.web.once import answered, finish, form_key_sent

FOR_GOOD = "public, max-age=31536000, immutable"
OWNER = "owner"  # key of the office that set-up makes
PATIENCE = timedelta(minutes=2)  # the worker looks every half second


@site.get("/quan-tri")
@needs("administer")
def home() -> str:
    """What an administrator should do now."""
    work = queries.work()
    return render_template(
        "site/home.html",
        row=queries.the_site(),
        lacking=open_lines(current_app.extensions["forum.opening"]),
        work=work,
        stands_still=bool(work.oldest and clock.now() - work.oldest > PATIENCE),
    )


@site.route("/quan-tri/thiet-lap", methods=["GET", "POST"])
@needs("administer")
@fresh
def settings() -> Response | str:
    """Everything the installation says about itself, on one page."""
    row = queries.the_site()
    stood = {name: getattr(row, name) for name in WORDS}
    form = SettingsForm(data={**stood, "seen_version": row.version})
    if form.validate_on_submit():
        try:
            with form.showing_rules():
                service.describe_site(
                    g.actor,
                    row,
                    words=form.words(),
                    seen_version=form.seen_version.seen,
                    emblem=form.picture(),
                    without_emblem=form.without_emblem.data,
                )
                _rename_owner(stood["authority"])
                return finish("/quan-tri/thiet-lap", _("Saved. Every page shows it from now on."))
        except Conflict:
            return _saved_by_another(form)
    return _page(form, row)


def _rename_owner(before: str) -> None:
    """The office that set-up made bears the authority's name, until somebody names it otherwise."""
    old, new = before or setting("SITE_AUTHORITY"), queries.site_words().authority
    owners = [one for one in agencies_now() if one.key == OWNER and one.name == old]
    if owners and new != old:
        places.set_agency(g.actor, key=OWNER, name=new)


def _page(form: SettingsForm, row: Site, changed: dict[str, str] | None = None) -> str:
    return render_template(
        "site/settings.html",
        form=form,
        row=row,
        defaults=queries.words_of(None),
        changed=changed,
    )


def _saved_by_another(form: SettingsForm) -> Response:
    """The form as it was typed, and beside each field what the other one saved: a second sending
    is then a decision. The same form sent twice is answered as the first time."""
    db.session.rollback()
    first = answered(form_key_sent())
    if first:
        return finish(first)
    row = queries.the_site()
    form.seen_version.data = row.version
    typed = form.words()
    changed = {n: getattr(row, n) for n in WORDS if getattr(row, n) != typed[n]}
    return make_response(_page(form, row, changed), 409)


@site.get("/bieu-trung/<wanted>.png")
def emblem(wanted: str) -> Response:
    """The picture; its address holds its hash and never changes its meaning."""
    answer = Response(queries.emblem(wanted), mimetype="image/png")
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer
