"""What staff do for a person at the counter."""

from __future__ import annotations

from flask import g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import service, throttle
from forum.accounts.forms.recovery import CounterForm, PaperForm
from forum.accounts.guards import fresh, needs
from forum.accounts.lifecycle import Recognition
from forum.accounts.queries.recovery import get_slip_for, shown
from forum.accounts.views import accounts
from forum.core.settings import setting
from forum.web.once import finish


@accounts.route("/can-bo/ma-giay", methods=["GET", "POST"])
@needs("hand_over")
@fresh
def paper_code() -> Response | str:
    """A one-time code for somebody who forgot the password and has no e-mail."""
    form = PaperForm()
    if form.validate_on_submit():
        _count()
        with form.showing_rules():
            row = service.hand_over_paper(
                g.actor,
                username=form.username.data,
                reason=form.reason.data,
                recognised=Recognition(form.recognised.data),
            )
            return finish(f"/can-bo/ma-giay/{row.id}")
    return render_template("accounts/paper_code.html", form=form, days=setting("PAPER_CODE_DAYS"))


@accounts.get("/can-bo/ma-giay/<int:code_id>")
@needs("hand_over")
def paper_slip(code_id: int) -> str:
    """The slip to print, for whoever made it, for some minutes."""
    row, person = get_slip_for(g.actor, code_id)
    return render_template(
        "accounts/paper_slip.html",
        code=shown(row),
        username=person.username,
        expires_at=row.expires_at,
        minutes=setting("CODES_SHOWN_MINUTES"),
    )


@accounts.route("/can-bo/xac-nhan", methods=["GET", "POST"])
@needs("hand_over")
def confirm_in_person() -> Response | str:
    """The person who stands here is the owner of the account."""
    form = CounterForm()
    if form.validate_on_submit():
        _count()
        with form.showing_rules():
            person = service.confirm_in_person(
                g.actor,
                username=form.username.data,
                recognised=Recognition(form.recognised.data),
            )
            said = _("The account of %(name)s is confirmed.", name=person.display_name)
            return finish("/can-bo/xac-nhan", said)
    return render_template("accounts/confirm_in_person.html", form=form)


def _count() -> None:
    throttle.count("counter", f"person:{g.actor.id}", setting("THROTTLE_COUNTER_PERSON"))
