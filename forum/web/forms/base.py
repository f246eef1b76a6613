"""Base of all forms: messages from our catalogue, rules shown at their fields."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from flask_babel import get_translations, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import FileField

from forum.core.db import db
from forum.core.errors import RuleBroken
from forum.web.forms.hidden import KeyField
from forum.web.once import new_key

# WTForms' own messages, marked here because it has no Vietnamese catalogue.
WTFORMS_MESSAGES = (
    lazy_gettext("Not a valid choice."),
    lazy_gettext("Not a valid choice"),
    lazy_gettext("Invalid Choice: could not coerce."),
    lazy_gettext("Not a valid date value."),
    lazy_gettext("Not a valid integer value."),
    lazy_gettext("This field is required."),
)


class _OurTranslations:
    def gettext(self, string: str) -> str:
        return str(get_translations().ugettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(get_translations().ungettext(singular, plural, n))


class BaseForm(FlaskForm):
    """A form of ours."""

    class Meta:
        # CSRFProtect checks every POST; a field here would sign one more token, for nobody.
        csrf = False
        locales = False

        def get_translations(self, form: Any) -> _OurTranslations:
            return _OurTranslations()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """A sent form in which nothing stands is empty: it does not say what stands already."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            if not form.is_submitted():
                return None
            fields = form._fields  # a file in the place of words is none of ours
            files = MultiDict(
                (name, file)
                for name, file in request.files.items(multi=True)
                if isinstance(fields.get(name), FileField)
            )
            return CombinedMultiDict((files, request.form)) if files else request.form

    @contextmanager
    def showing_rules(self) -> Iterator[None]:
        """A RuleBroken raised inside is shown at its field; everything done inside is undone."""
        try:
            yield
        except RuleBroken as broken:
            db.session.rollback()
            field = self._fields.get(broken.field or "")
            if field is not None:
                field.errors = [*field.errors, broken.message]
            else:
                self.form_errors.append(broken.message)


class CreatingForm(BaseForm):
    """A form that makes something new: a second sending gives the first one's answer. Without its
    key nobody could tell a second sending, so nothing is made."""

    idempotency_key = KeyField(default=new_key)

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        if self.idempotency_key.whole:
            return right
        self.form_errors.append(
            lazy_gettext("A part of this form did not arrive. Please send it once more.")
        )
        return False
