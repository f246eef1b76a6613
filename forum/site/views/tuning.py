"""Settings that a province may change, each with unit, bounds and reason."""

from __future__ import annotations

from flask import current_app, g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from forum.accounts.guards import fresh, needs
from forum.accounts.queries.directory import names_of
from forum.core.errors import NotFound, RuleBroken
from forum.site import queries, service
from forum.site.forms import TuneForm
from forum.site.tunables import TUNABLES, Kind, Tunable, Value, headed
from forum.site.tuning import shipped
from forum.site.views import site
from forum.web.once import finish

HERE = "/quan-tri/cai-dat"


@site.get("/quan-tri/cai-dat")
@needs("administer")
def tunables() -> str:
    """All settings with their present values, and what of them differs from the shipped one."""
    tuned, changes = queries.the_site().tuned or {}, queries.newest_changes()
    return render_template(
        "site/tunables.html",
        headed=headed(),
        shipped={name: shipped(current_app, name) for name in TUNABLES},
        tuned=tuned,
        changes=changes,
        names=names_of({change.by_id for change in changes.values()}),
    )


@site.route("/quan-tri/cai-dat/<name>", methods=["GET", "POST"])
@needs("administer")
@fresh
def tune(name: str) -> Response | str:
    """One setting changes, or goes back to the shipped value."""
    tunable = TUNABLES.get(name)
    if tunable is None:
        raise NotFound("setting")
    row, before = queries.the_site(), shipped(current_app, name)
    present = (row.tuned or {}).get(name, before)
    form = TuneForm(
        data={"value": int(present), "on": bool(present), "seen_version": row.tuned_version}
    )
    if form.validate_on_submit():
        with form.showing_rules():
            service.tune(
                g.actor,
                row,
                tunable,
                value=_wanted(form, tunable, before),
                reason=form.reason.data,
                seen_version=form.seen_version.seen,
            )
            return finish(HERE, _("Saved. It holds from now on."))
    changes = queries.changes_of(name)
    return render_template(
        "site/tune.html",
        form=form,
        tunable=tunable,
        shipped=before,
        differs=name in (row.tuned or {}),
        changes=changes,
        names=names_of({change.by_id for change in changes}),
    )


def _wanted(form: TuneForm, tunable: Tunable, before: Value) -> Value | None:
    """None for the shipped value, also where it was typed."""
    typed = None if form.act.data == "reset" else _typed(form, tunable)
    return None if typed == before else typed


def _typed(form: TuneForm, tunable: Tunable) -> Value:
    if tunable.kind is Kind.SWITCH:
        return bool(form.on.data)
    if form.value.data is None:
        raise RuleBroken(lazy_gettext("Please enter a number."), "value")
    return int(form.value.data)
