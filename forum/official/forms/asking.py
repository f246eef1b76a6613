"""A citizen's forms: asking, and the box for the code."""

from __future__ import annotations

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import StopValidation

from forum.official.cards import VISIBILITY_WORDS
from forum.official.haste import stamp
from forum.official.lifecycle import Visibility
from forum.threads.attaching import file_field
from forum.web.forms import BaseForm, BodyField, CreatingForm, Filled, LineField, choices


class MailableIfMail:
    """Validator: what has an @ must be an address that mail can be sent to; a telephone number
    stays as typed."""

    def __call__(self, form: Any, field: Field) -> None:
        if "@" not in (field.data or ""):
            return
        try:
            validate_email(field.data, check_deliverability=False)
        except EmailNotValidError as error:
            raise StopValidation(_l("This is not an e-mail address.")) from error


class AskForm(CreatingForm):
    """A question to the offices. ``website`` is seen by machines only."""

    drafted = ("body", "visibility", "topic", "area")

    body = BodyField(
        _l("Your question"),
        Filled(_l("Please write your question.")),
        render_kw={"rows": 10, "data-longest": 10_000},
    )
    file = file_field()
    visibility = RadioField(
        _l("Who may read it"),
        choices=choices((choice.value, words) for choice, words in VISIBILITY_WORDS.items()),
        default=Visibility.PUBLIC.value,
    )
    topic = SelectField(_l("Topic"))
    area = SelectField(_l("Commune or ward"))
    contact = LineField(
        _l("E-mail or telephone"), 254, MailableIfMail(), render_kw={"autocomplete": "email"}
    )
    accept_rules = BooleanField(_l("I have read the rules of use and will keep to them"))
    website = StringField(_l("Leave empty"), render_kw={"autocomplete": "off", "tabindex": "-1"})
    started = HiddenField(default=stamp)


class CodeForm(BaseForm):
    code = LineField(
        _l("Tracking code"),
        40,
        Filled(_l("Please enter the code on your receipt.")),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
