"""The second step of signing in, and proving again who one is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField

from forum.web.forms import BaseForm, Filled, LineField, Readable

CODE = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


def code_field(label: object) -> LineField:
    return LineField(label, 20, Filled(_l("Please enter the code.")), render_kw=CODE)


def present_password(label: object) -> PasswordField:
    return PasswordField(
        label,
        [Readable(), Filled(_l("Please enter a password."))],
        render_kw={"autocomplete": "current-password"},
    )


class SwitchOnForm(BaseForm):
    sealed = HiddenField()
    code = code_field(_l("Code that the app shows now"))


class SwitchOffForm(BaseForm):
    old_password = present_password(_l("Present password"))
    code = code_field(_l("Code of the app, or a spare code"))


class SecondStepForm(BaseForm):
    code = code_field(_l("Code of the app, or a spare code"))


class ProofForm(BaseForm):
    """``proof_code`` is asked only of who has a second step."""

    proof_password = present_password(_l("Your password"))
    proof_code = code_field(_l("Code of the app, or a spare code"))
    next = HiddenField()


class SwitchOffForForm(BaseForm):
    username = LineField(
        _l("Sign-in name"),
        64,
        Filled(_l("Please enter the sign-in name.")),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )


class OneButtonForm(BaseForm):
    """Only the CSRF token."""
