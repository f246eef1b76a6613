"""Who did what, when: the audit table, filtered; never a person's text."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import render_template, request
from flask_babel import lazy_gettext

from forum.accounts.guards import needs
from forum.accounts.queries import person_named
from forum.audit.queries import Filter, of_these, rows_of
from forum.official.queries.unnamed import sent_unnamed
from forum.site.forms import JournalForm
from forum.site.queries import acted_as
from forum.site.rows import act_views
from forum.site.views import site
from forum.web.pagination import as_number, cut

HERE = "/quan-tri/nhat-ky"
PAGE = 50
ASKED = ("viec", "nguoi", "vai", "loai", "tu", "den")


@site.get("/quan-tri/nhat-ky")
@needs("administer")
def journal() -> str:
    """Acts that fit, the newest first. What cannot be understood finds nothing and says why."""
    form = JournalForm(request.args)
    form.offer()
    wanted = _wanted(form) if form.validate() else None
    before = as_number(request.args.get("truoc"))
    but = sent_unnamed()
    rows = rows_of(wanted, before=before, size=PAGE + 1, but=but) if wanted is not None else []
    found, more = cut(rows, PAGE)
    asked = {name: request.args[name] for name in ASKED if request.args.get(name)}
    return render_template(
        "site/journal.html",
        form=form,
        rows=act_views(found, unnamed=of_these(found, but)),
        older=f"{HERE}?{urlencode({**asked, 'truoc': found[-1].id})}" if more else None,
    )


def _wanted(form: JournalForm) -> Filter | None:
    person = person_named(form.nguoi.data) if form.nguoi.data else None
    if form.nguoi.data and person is None:
        form.nguoi.errors = [lazy_gettext("There is no account with this sign-in name.")]
        return None
    return Filter(
        act=form.viec.data or None,
        acted_as=acted_as(form.vai.data) if form.vai.data else None,
        person_id=person.id if person else None,
        thing_kind=form.loai.data or None,
        since=form.since(),
        until=form.until(),
    )
