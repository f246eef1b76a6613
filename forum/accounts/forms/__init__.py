"""Forms of accounts, one file a matter."""

from __future__ import annotations

from forum.accounts.forms.entering import (
    PasswordForm,
    RegistrationForm,
    SignInForm,
    SignOutForm,
    password_field,
)

__all__ = [
    "PasswordForm",
    "RegistrationForm",
    "SignInForm",
    "SignOutForm",
    "password_field",
]
