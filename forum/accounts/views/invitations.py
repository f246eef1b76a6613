"""Inviting staff and moderators, and coming by such a link."""

from __future__ import annotations

from collections.abc import Mapping

from flask import g, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import service, throttle
from forum.accounts.forms.factor import OneButtonForm
from forum.accounts.forms.invitations import ROLES, AcceptForm, InvitationForm
from forum.accounts.guards import fresh, needs
from forum.accounts.lifecycle import Role
from forum.accounts.queries.invitations import get_invitation, invitation_of, open_invitations
from forum.accounts.queries.keys import links_work
from forum.accounts.views import accounts
from forum.accounts.views.arrival import arrive
from forum.accounts.views.codes import codes_first
from forum.core.errors import Conflict
from forum.core.settings import setting
from forum.places.queries import agencies_now, agency_names
from forum.site.queries import site_words
from forum.web.addresses import address_key
from forum.web.forms import choices
from forum.web.headers import private
from forum.web.once import finish

HERE = "/quan-tri/loi-moi"
SHOWN = "invitation"  # in the form session until the next page


@accounts.route("/quan-tri/loi-moi", methods=["GET", "POST"])
@needs("administer")
@fresh
def invitations() -> Response | str:
    """Those that are open; a new one, whose link is shown once."""
    form = _form()
    if form.validate_on_submit():
        with form.showing_rules():
            _row, token = service.invite(
                g.actor,
                role=Role(form.role.data),
                scope_id=int(form.agency.data) if form.agency.data else None,
                note=form.note.data,
                address=form.address.data if form.address else None,
            )
            session[SHOWN] = token
            return finish(HERE, _("The invitation is ready. Its link is shown once, now."))
    shown = session.pop(SHOWN, None) if request.method == "GET" else None
    return render_template(
        "accounts/invitations.html",
        form=form,
        link=f"{_origin()}/loi-moi/{shown}" if shown else None,
        days=setting("INVITATION_DAYS"),
        rows=open_invitations(),
        roles=ROLES,
        offices=_offices(),
    )


@accounts.post("/quan-tri/loi-moi/<int:invitation_id>/thu-hoi")
@needs("administer")
def withdraw_invitation(invitation_id: int) -> Response:
    """The link opens nothing any more."""
    if not OneButtonForm().validate_on_submit():
        raise Conflict("invitation")
    service.withdraw_invitation(g.actor, get_invitation(invitation_id))
    return finish(HERE, _("The invitation is withdrawn."))


@accounts.route("/loi-moi/<token>", methods=["GET", "POST"])
def accept_invitation(token: str) -> Response | str:
    """The invited person chooses a name and a password."""
    private()
    row = invitation_of(token)
    service.check_invitation(row)
    form = AcceptForm()
    if form.validate_on_submit():
        throttle.count("register", address_key(), setting("THROTTLE_REGISTER_ADDRESS"))
        with form.showing_rules():
            person = service.accept_invitation(
                row,
                username=form.username.data,
                display_name=form.display_name.data,
                password=form.password.data,
                official_names=[site_words().authority, *agency_names()],
            )
            return arrive(person, codes_first("/"), _("Welcome! Your account is ready."))
    return render_template(
        "accounts/accept_invitation.html",
        form=form,
        role=ROLES[row.role],
        office=_offices().get(row.scope_id),
    )


def _form() -> InvitationForm:
    form = InvitationForm()
    form.role.choices = choices((role.value, words) for role, words in ROLES.items())
    if not links_work():
        del form.address
    form.agency.choices = choices([("", _("All offices")), *_offices().items()])
    return form


def _offices() -> Mapping[int | None, str]:
    return {agency.id: agency.name for agency in agencies_now()}


def _origin() -> str:
    return setting("FORUM_URL") or request.host_url.rstrip("/")
