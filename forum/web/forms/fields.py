"""Fields whose text is cleaned on the way in, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext
from wtforms import Field, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from forum.core.text import is_seen, one_line, tidy

UNREADABLE = "\x00\ufffd"  # the second stands for bytes that were no text


class Readable:
    """Validator: the bytes that came were text. The cleaned text stays in the field."""

    def __call__(self, form: Any, field: Field) -> None:
        raw = field.raw_data[0] if field.raw_data else ""
        if isinstance(raw, str) and any(c in raw for c in UNREADABLE):
            raise StopValidation(
                lazy_gettext(
                    "Some characters could not be read. Please check the text and send it again."
                )
            )


class Filled:
    """Validator: something stands in the field, and ``enough`` of it is seen. Unlike WTForms' own
    it sets no HTML attribute, so that the browser's message in another language never appears."""

    def __init__(self, message: object, enough: Callable[[str], bool] = is_seen) -> None:
        self.message, self.enough = message, enough

    def __call__(self, form: Any, field: Field) -> None:
        data = field.data
        if not data or (isinstance(data, str) and not self.enough(data)):
            raise StopValidation(self.message)


class AtMost:
    """Validator: not longer than ``longest`` characters. It sets no ``maxlength``: browsers cut a
    pasted text there without a word, and text would be lost."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def __call__(self, form: Any, field: Field) -> None:
        if len(field.data or "") > self.longest:
            raise StopValidation(
                lazy_gettext(
                    "At most %(longest)d characters; this has %(length)d. Nothing was lost.",
                    longest=self.longest,
                    length=len(field.data),
                )
            )


class Mailable:
    """Validator: an address that mail can be sent to; nothing is looked up."""

    def __call__(self, form: Any, field: Field) -> None:
        try:
            validate_email(field.data, check_deliverability=False)
        except EmailNotValidError as error:
            raise StopValidation(lazy_gettext("This is not an e-mail address.")) from error


class LineField(StringField):
    """One line of text: NFC, single spaces, no control characters."""

    def __init__(self, label: object, longest: int, *validators: Any, **kwargs: Any) -> None:
        checks = [Readable(), *validators, AtMost(longest)]
        super().__init__(label, checks, filters=[lambda value: one_line(value or "")], **kwargs)


class BodyField(TextAreaField):
    """Text of several lines: NFC, no control characters, at most 10,000 characters."""

    def __init__(self, label: object, *validators: Any, longest: int = 10_000, **kwargs: Any):
        checks = [Readable(), *validators, AtMost(longest)]
        super().__init__(label, checks, filters=[lambda value: tidy(value or "")], **kwargs)


def choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """Options of a select or of radio buttons from (value, label)."""
    return [SelectChoice(str(value), label) for value, label in pairs]
