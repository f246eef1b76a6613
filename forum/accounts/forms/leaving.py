"""Closing or deleting the own account, and opening it again."""

from __future__ import annotations

import enum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField
from wtforms.validators import AnyOf, StopValidation

from forum.accounts.forms.factor import code_field
from forum.web.forms import BaseForm, CreatingForm


class Way(enum.StrEnum):
    """The quiet one first."""

    CLOSE = "close"
    DELETE = "delete"


class Understood:
    """Validator: what cannot be undone was read."""

    def __call__(self, form: Any, field: Field) -> None:
        if form.way.data == Way.DELETE.value and not field.data:
            raise StopValidation(_l("Please tick this box: a deleted account never comes back."))


class LeavingForm(CreatingForm):
    way = RadioField(
        _l("What shall happen to the account"),
        [AnyOf(list(Way), _l("Please choose whether to close the account or to delete it."))],
        validate_choice=False,
    )
    with_texts = BooleanField(_l("Take my public texts back, too"))
    understood = BooleanField(_l("I have read what goes and what stays"), [Understood()])


class ReopeningForm(BaseForm):
    """``code`` is asked only of who has a second step."""

    code = code_field(_l("Code of the app, or a spare code"))
