"""People: found by name, with their roles, sign-ins and history; each act with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.guards import fresh, needs
from forum.accounts.lifecycle import Role
from forum.accounts.models import Person
from forum.accounts.queries import directory, get_person
from forum.accounts.queries.sign_ins import sign_ins_of
from forum.accounts.service import standing
from forum.audit.queries import rows_about
from forum.core.errors import Conflict
from forum.official.queries.unnamed import sent_unnamed
from forum.places.queries import agencies_now
from forum.site import words
from forum.site.forms import FindForm, GrantForm, ReasonForm, StateForm
from forum.site.rows import act_views
from forum.site.views import site
from forum.web.once import finish
from forum.web.pagination import as_number, cut

HERE = "/quan-tri/nguoi-dung"
PAGE = 50
HISTORY = 20
ACTS: dict[str, Callable[..., Any]] = {
    "suspend": standing.suspend,
    "restore": standing.restore,
    "sign_out": standing.sign_out_everywhere,
    "contact": standing.show_contact,
}


@site.get("/quan-tri/nguoi-dung")
@needs("administer")
def people() -> str:
    """People by name, found by its beginning."""
    form = FindForm(request.args)
    form.offer()
    role = Role(form.role.data) if form.role.data in list(Role) else None
    beginning = form.q.data if form.validate() else ""
    name, _dash, last = request.args.get("sau", "").rpartition("-")
    after = (name, as_number(last)) if last else None
    found, more = cut(
        directory.people_called(beginning or "", after=after, size=PAGE + 1, role=role), PAGE
    )
    older = None
    if more:
        key = f"{found[-1].display_key}-{found[-1].id}"
        older = f"{HERE}?{urlencode({'q': beginning, 'role': form.role.data, 'sau': key})}"
    return render_template("site/people.html", form=form, people=found, older=older, words=words)


@site.get("/quan-tri/nguoi-dung/<int:person_id>")
@needs("administer")
def person(person_id: int) -> str:
    """One account: what it may, where it is signed in, what was done to it and with it."""
    return _page(get_person(person_id), StateForm(formdata=None), _grant_form(empty=True))


@site.post("/quan-tri/nguoi-dung/<int:person_id>/trang-thai")
@needs("administer")
@fresh
def act_on_person(person_id: int) -> Response | str:
    """Suspended, restored, signed out everywhere; or the contact is shown."""
    chosen, form = get_person(person_id), StateForm()
    if form.act.data not in ACTS:
        raise Conflict("act")
    if form.validate_on_submit():
        with form.showing_rules():
            ACTS[form.act.data](g.actor, chosen, reason=form.reason.data)
            return finish(f"{HERE}/{person_id}", _("Done. The owner of the account is told."))
    return _page(get_person(person_id), form, _grant_form(empty=True))


@site.post("/quan-tri/nguoi-dung/<int:person_id>/vai-tro")
@needs("administer")
@fresh
def grant(person_id: int) -> Response | str:
    """The account holds one more role."""
    chosen, form = get_person(person_id), _grant_form()
    if form.validate_on_submit():
        with form.showing_rules():
            standing.give_role(
                g.actor,
                chosen,
                role=Role(form.role.data),
                scope_id=int(form.agency.data) if form.agency.data else None,
                reason=form.reason.data,
            )
            return finish(f"{HERE}/{person_id}", _("Done. The owner of the account is told."))
    return _page(get_person(person_id), StateForm(formdata=None), form)


@site.route("/quan-tri/nguoi-dung/vai-tro/<int:grant_id>", methods=["GET", "POST"])
@needs("administer")
@fresh
def withdraw_grant(grant_id: int) -> Response | str:
    """A role ends, with the reason."""
    chosen, form = directory.get_grant(grant_id), ReasonForm()
    if form.validate_on_submit():
        with form.showing_rules():
            standing.take_role(g.actor, chosen, reason=form.reason.data)
            return finish(
                f"{HERE}/{chosen.person_id}", _("Done. The owner of the account is told.")
            )
    return render_template(
        "site/withdraw_grant.html",
        form=form,
        grant=chosen,
        person=get_person(chosen.person_id),
        words=words,
        agencies=_agencies(),
    )


def _grant_form(*, empty: bool = False) -> GrantForm:
    form = GrantForm(formdata=None) if empty else GrantForm()
    form.offer([(agency.id, agency.name) for agency in agencies_now()])
    return form


def _agencies() -> dict[int, str]:
    return {agency.id: agency.name for agency in agencies_now()}


def _page(chosen: Person, form: StateForm, granting: GrantForm) -> str:
    mine = chosen.id == g.actor.id
    shown = mine or directory.contact_is_open(g.actor, chosen)
    acts = directory.acts_on(chosen)
    grants = directory.grants_of(chosen)
    named = {act.by_id for act in acts} | {one.opened_by_id for one in grants if one.opened_by_id}
    return render_template(
        "site/person.html",
        person=chosen,
        form=form,
        granting=granting,
        words=words,
        mine=mine,
        contact=[chosen.email, chosen.phone] if shown else None,
        grants=grants,
        acts=acts,
        names=directory.names_of(named),
        agencies=_agencies(),
        sign_ins=sign_ins_of(chosen),
        history=act_views(rows_about(chosen.id, size=HISTORY, but=sent_unnamed())),
    )
