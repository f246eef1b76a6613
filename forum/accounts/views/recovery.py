"""Getting back in: by a code, or by a link that comes by mail."""

from __future__ import annotations

from flask import g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import service, throttle
from forum.accounts.forms.recovery import ForgottenForm, NewPasswordForm, RegainForm
from forum.accounts.lifecycle import KeyPurpose
from forum.accounts.queries import token_hash
from forum.accounts.queries.keys import links_work, living_key
from forum.accounts.views import accounts
from forum.core.settings import setting
from forum.web.addresses import address_key
from forum.web.headers import private
from forum.web.once import finish

GONE = 410


@accounts.route("/quen-mat-khau", methods=["GET", "POST"])
def forgotten() -> Response | str:
    """The ways back. Asking for a link is answered alike, whether there is an account or not."""
    private()
    form = ForgottenForm()
    if form.validate_on_submit():
        _count("reset", form.name.data.casefold(), "RESET")
        service.ask_reset(g.actor, typed=form.name.data)
        return finish(
            "/quen-mat-khau",
            _(
                "If there is such an account with an e-mail address, a link is on its way to it. "
                "It opens for %(minutes)d minutes.",
                minutes=setting("RESET_MINUTES"),
            ),
        )
    return render_template("accounts/forgotten.html", form=form, by_mail=links_work())


@accounts.route("/quen-mat-khau/ma", methods=["GET", "POST"])
def regain() -> Response | str:
    """A recovery code or a paper code, and the new password at once."""
    private()
    form = RegainForm()
    if form.validate_on_submit():
        _count("recover", form.username.data.casefold(), "RECOVER")
        with form.showing_rules():
            service.regain(
                g.actor,
                username=form.username.data,
                code=form.code.data,
                new=form.password.data,
            )
            return _back_in()
    return render_template("accounts/regain.html", form=form)


@accounts.route("/quen-mat-khau/dat-lai/<token>", methods=["GET", "POST"])
def reset_password(token: str) -> Response | str | tuple[str, int]:
    """The page behind the link of the mail."""
    private()
    if living_key(token, KeyPurpose.RESET) is None:
        return link_is_over("/quen-mat-khau")
    form = NewPasswordForm()
    if form.validate_on_submit():
        with form.showing_rules():
            service.reset_password(g.actor, token=token, new=form.password.data)
            return _back_in()
    return render_template("accounts/reset_password.html", form=form)


def link_is_over(again: str) -> tuple[str, int]:
    """The answer to a link that was used, is too old or was never sent."""
    return render_template("accounts/link_over.html", again=again), GONE


def _count(kind: str, name: str, limit: str) -> None:
    # Also names that do not exist are counted: a full counter tells nothing.
    throttle.count(kind, token_hash(name), setting(f"THROTTLE_{limit}_ACCOUNT"))
    throttle.count(kind, address_key(), setting(f"THROTTLE_{limit}_ADDRESS"))


def _back_in() -> Response:
    # Not signed in at once: where a second step is on, it is asked for at the door.
    return finish(
        "/dang-nhap", _("The new password holds, and all devices are signed out. Please sign in.")
    )
