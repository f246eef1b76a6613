"""Registration, sign-in, the own account."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField
from wtforms.validators import Length, Optional, Regexp

from forum.core.text import has_letters
from forum.web.forms import BaseForm, Filled, LineField, Mailable, Readable

PHONE = re.compile(r"(?:\+84|0)\d{9,10}\Z")


def password_field(label: object, hint: str = "new-password") -> PasswordField:
    return PasswordField(
        label,
        [
            Readable(),
            Filled(_l("Please enter a password.")),
            Length(min=8, max=200, message=_l("A password has 8 to 200 characters.")),
        ],
        render_kw={"autocomplete": hint},
    )


class RegistrationForm(BaseForm):
    username = LineField(
        _l("Sign-in name"),
        40,
        Filled(_l("Please choose a sign-in name.")),
        Regexp(
            r"[A-Za-z0-9._-]{3,40}\Z",
            message=_l("3 to 40 letters without diacritics, digits, dots, hyphens or underscores."),
        ),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    display_name = LineField(
        _l("Name shown to others"),
        60,
        Optional(),
        Filled(_l("A name has at least one letter or digit."), has_letters),
        render_kw={"autocomplete": "nickname"},
    )
    password = password_field(_l("Password"))
    email = LineField(
        _l("E-mail"), 254, Optional(), Mailable(), render_kw={"autocomplete": "email"}
    )
    phone = LineField(
        _l("Telephone"),
        20,
        Optional(),
        Regexp(PHONE, message=_l("A Vietnamese number, for example 0912345678.")),
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    next = HiddenField()


class SignInForm(BaseForm):
    username = LineField(
        _l("Sign-in name"),
        64,
        Filled(_l("Please enter your sign-in name.")),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        [Readable(), Filled(_l("Please enter a password."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class PasswordForm(BaseForm):
    old_password = PasswordField(
        _l("Present password"),
        [Readable(), Filled(_l("Please enter a password."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = password_field(_l("New password"))


class SignOutForm(BaseForm):
    """Only the CSRF token."""
