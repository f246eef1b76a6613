"""Switching the second step of signing in on and off; its spare codes."""

from __future__ import annotations

from flask import g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import factor, service, spare_codes, throttle
from forum.accounts.forms.factor import OneButtonForm, SwitchOffForForm, SwitchOffForm, SwitchOnForm
from forum.accounts.guards import fresh, needs, signin_token
from forum.accounts.queries import person_named
from forum.accounts.queries.sign_ins import spare_codes_left
from forum.accounts.views import accounts
from forum.core.errors import Conflict, RuleBroken
from forum.core.settings import secret, setting
from forum.web.once import finish
from forum.web.squares import square

HERE = "/tai-khoan/xac-thuc-hai-buoc"
CODES = f"{HERE}/ma-du-phong"


@accounts.route("/tai-khoan/xac-thuc-hai-buoc", methods=["GET", "POST"])
@fresh
def second_step_settings() -> Response | str:
    """Switch it on with a first code; or what is on, and how to switch it off."""
    if g.actor.factor_secret is not None:
        return _is_on(SwitchOffForm(formdata=None))
    form = SwitchOnForm()
    plain = factor.unseal(form.sealed.data or "", secret(), g.actor.id) or factor.new_secret()
    if form.validate_on_submit():
        _count()
        with form.showing_rules():
            nonce = service.switch_on(
                g.actor, plain=plain, typed=form.code.data, token=signin_token()
            )
            return _show(nonce, _("Two-step sign-in is on. Other devices are signed out."))
    form.sealed.data = factor.seal(plain, secret(), g.actor.id)
    # The host is short: a square of few modules is read from a small, scratched display.
    address = factor.address_for_apps(plain, g.actor.username, request.host.split(":")[0])
    return render_template(
        "accounts/switch_on.html",
        form=form,
        address=address,
        qr=square(address),
        letters=factor.in_groups(plain),
    )


@accounts.get("/tai-khoan/xac-thuc-hai-buoc/ma-du-phong", endpoint="spare_codes")
def shown_spare_codes() -> Response | str:
    """The new spare codes, until their owner says that they are kept."""
    codes = spare_codes.shown_to(g.actor)
    if not codes:
        return redirect(HERE, 303)
    return render_template("accounts/spare_codes.html", codes=codes)


@accounts.post("/tai-khoan/xac-thuc-hai-buoc/ma-du-phong")
@fresh
def new_spare_codes() -> Response:
    """Ten new ones; the old ones open nothing."""
    if not OneButtonForm().validate_on_submit():
        raise Conflict("spare codes")
    return _show(service.renew_spare_codes(g.actor), _("The old spare codes open nothing now."))


@accounts.post("/tai-khoan/xac-thuc-hai-buoc/ma-du-phong/da-cat")
def spare_codes_kept() -> Response:
    """They are not shown again."""
    if not OneButtonForm().validate_on_submit():
        raise Conflict("spare codes")
    spare_codes.forget()
    return redirect(HERE, 303)


@accounts.post("/tai-khoan/xac-thuc-hai-buoc/tat")
def switch_off() -> Response | str:
    """Signing in asks for the password alone; for a new telephone it is switched on anew."""
    if g.actor.factor_secret is None:
        return redirect(HERE, 303)
    form = SwitchOffForm()
    if form.validate_on_submit():
        _count()
        with form.showing_rules():
            service.switch_off(g.actor, password=form.old_password.data, typed=form.code.data)
            return finish(HERE, _("Two-step sign-in is off."))
    return _is_on(form)


@accounts.route("/quan-tri/xac-thuc-hai-buoc", methods=["GET", "POST"])
@needs("administer")
@fresh
def switch_off_for() -> Response | str:
    """For somebody who lost telephone and spare codes, and stands before the administrator."""
    form = SwitchOffForForm()
    if form.validate_on_submit():
        with form.showing_rules():
            person = person_named(form.username.data)
            if person is None or person.id == g.actor.id:
                raise RuleBroken(_("There is no other account with this sign-in name."), "username")
            service.switch_off_for(g.actor, person)
            said = _("Two-step sign-in is off for %(name)s.", name=person.display_name)
            return finish("/quan-tri/xac-thuc-hai-buoc", said)
    return render_template("accounts/switch_off_for.html", form=form)


def _is_on(form: SwitchOffForm) -> str:
    return render_template("accounts/second_step.html", form=form, left=spare_codes_left(g.actor))


def _count() -> None:
    throttle.count("proof", f"person:{g.actor.id}", setting("THROTTLE_CODE_PERSON"))


def _show(nonce: bytes, message: str) -> Response:
    spare_codes.keep(g.actor, nonce)
    return finish(CODES, message)
