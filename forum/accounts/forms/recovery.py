"""Getting back in, keeping codes, the address, and what staff fill in at the counter."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import Optional

from forum.accounts.forms.entering import RegistrationForm, password_field
from forum.accounts.forms.factor import CODE, present_password
from forum.accounts.lifecycle import Recognition
from forum.web.forms import BaseForm, CreatingForm, Filled, LineField, Mailable, choices

NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
# At the counter the browser must not offer the officer's own name.
ANOTHERS_NAME = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
RECOGNISED = {
    Recognition.DOCUMENT: _l("An identity document was shown."),
    Recognition.KNOWN: _l("I know the person myself."),
    Recognition.WITNESS: _l("A village head or another trusted person vouched."),
}


class ForgottenForm(CreatingForm):
    name = LineField(
        _l("Sign-in name or e-mail"),
        254,
        Filled(_l("Please enter your sign-in name or your e-mail address.")),
        render_kw=NAME,
    )


class RegainForm(CreatingForm):
    username = LineField(
        _l("Sign-in name"), 64, Filled(_l("Please enter your sign-in name.")), render_kw=NAME
    )
    code = LineField(
        _l("Recovery code or paper code"),
        20,
        Filled(_l("Please enter the code.")),
        render_kw={**CODE, "autocomplete": "off"},
    )
    password = password_field(_l("New password"))


class NewPasswordForm(CreatingForm):
    password = password_field(_l("New password"))


class NewSheetForm(CreatingForm):
    old_password = present_password(_l("Present password"))


class KeptForm(BaseForm):
    next = HiddenField()


class AddressForm(BaseForm):
    email = LineField(
        _l("E-mail"), 254, Optional(), Mailable(), render_kw={"autocomplete": "email"}
    )
    phone = RegistrationForm.phone
    old_password = present_password(_l("Present password"))


class CounterForm(CreatingForm):
    username = LineField(
        _l("Sign-in name of the person"),
        64,
        Filled(_l("Please enter the sign-in name.")),
        render_kw=ANOTHERS_NAME,
    )
    recognised = RadioField(
        _l("How the person was recognised"),
        choices=choices((word.value, label) for word, label in RECOGNISED.items()),
    )


class PaperForm(CounterForm):
    reason = LineField(_l("Why"), 300, Filled(_l("Please say why the code is handed over.")))
