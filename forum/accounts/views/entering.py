"""Registration, sign-in, sign-out."""

from __future__ import annotations

from flask import current_app, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import service, throttle
from forum.accounts.forms import (
    RegistrationForm,
    SignInForm,
    SignOutForm,
)
from forum.accounts.guards import signin_cookie, signin_token
from forum.accounts.views import accounts
from forum.accounts.views.arrival import arrive, forget_shown
from forum.accounts.views.codes import codes_first
from forum.languages.domain import current_tag
from forum.places.queries import agency_names
from forum.site.queries import site_words
from forum.web.addresses import address_key, inside
from forum.web.headers import private
from forum.web.once import finish


@accounts.route("/dang-ky", methods=["GET", "POST"])
def register() -> Response | str:
    """A new account, signed in at once."""
    private()
    form = RegistrationForm(next=inside(request.args.get("next")))
    if form.validate_on_submit():
        throttle.count("register", address_key(), current_app.config["THROTTLE_REGISTER_ADDRESS"])
        with form.showing_rules():
            person = service.register(
                g.actor,
                username=form.username.data,
                display_name=form.display_name.data,
                password=form.password.data,
                email=form.email.data,
                phone=form.phone.data,
                language=current_tag(),
                official_names=[site_words().authority, *agency_names()],
            )
            return arrive(person, codes_first(form.next.data), _("Welcome! Your account is ready."))
    return render_template("accounts/register.html", form=form)


@accounts.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> Response | str:
    """Name and password; both wrong look the same."""
    private()
    form = SignInForm(next=inside(request.args.get("next")))
    if form.validate_on_submit():
        name = form.username.data.casefold()
        throttle.count("sign_in", name, current_app.config["THROTTLE_SIGNIN_ACCOUNT"])
        throttle.count("sign_in", address_key(), current_app.config["THROTTLE_SIGNIN_ADDRESS"])
        person = service.check_password(form.username.data, form.password.data)
        if person is not None:
            throttle.forget("sign_in", name)
            return arrive(person, form.next.data, None)
        form.form_errors.append(_("The sign-in name or the password is not right."))
    return render_template("accounts/sign_in.html", form=form)


@accounts.post("/dang-xuat")
def sign_out() -> Response:
    """The sign-in ends on the server; the cookie goes."""
    if SignOutForm().validate_on_submit():
        service.sign_out(g.actor, token=signin_token())
    answer = finish("/", _("You are signed out."))
    forget_shown()
    answer.delete_cookie(signin_cookie(), secure=request.is_secure)
    return answer
