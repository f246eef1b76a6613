"""The administrator's forms."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, Field, SelectField
from wtforms.validators import Optional, StopValidation

from forum.core import clock
from forum.site.models import WORDS
from forum.web.forms import (
    BodyField,
    CreatingForm,
    Filled,
    LineField,
    Mailable,
    SeenField,
    readable,
)


def _line(label: object, name: str, *validators: Any, **kwargs: Any) -> LineField:
    return LineField(label, WORDS[name], Optional(), *validators, **kwargs)


class SettingsForm(CreatingForm):
    """Everything the installation says about itself. An empty field takes the default."""

    name = _line(_l("Name of the forum"), "name")
    short_name = _line(_l("Short name"), "short_name")
    emblem = FileField(_l("Emblem"), render_kw={"accept": "image/png"})
    without_emblem = BooleanField(_l("Take the present emblem away"))
    authority = _line(_l("Owning agency"), "authority")
    content_officer = _line(_l("Person responsible for content"), "content_officer")
    content_officer_position = _line(_l("Position of that person"), "content_officer_position")
    address = _line(_l("Address"), "address")
    telephone = _line(_l("Telephone"), "telephone", render_kw={"inputmode": "tel"})
    email = _line(_l("E-mail"), "email", Mailable(), render_kw={"inputmode": "email"})
    office_hours = _line(_l("Office hours"), "office_hours")
    licence = _line(_l("Reuse of the content"), "licence")
    data_contact = BodyField(
        _l("For questions about personal data"),
        longest=WORDS["data_contact"],
        render_kw={"rows": 3},
    )
    legal_contact = BodyField(
        _l("For administrative complaints and denunciations"),
        longest=WORDS["legal_contact"],
        render_kw={"rows": 5},
    )
    indigo = _line(_l("Colour of the header, links and buttons"), "indigo")
    leaf = _line(_l("Colour of official replies"), "leaf")
    seen_version = SeenField()

    def words(self) -> dict[str, str]:
        """The fields as the service takes them."""
        return {name: self[name].data or "" for name in WORDS}

    def picture(self) -> bytes | None:
        """The bytes that were sent, or None when no file was chosen."""
        sent = self.emblem.data
        data = sent.read() if hasattr(sent, "read") else b""
        return data or None


class MailTestForm(CreatingForm):
    """An address that a real mail goes to."""

    address = LineField(
        _l("Send a test mail to"),
        254,
        Filled(_l("Please enter an e-mail address.")),
        Mailable(),
        render_kw={"inputmode": "email"},
    )


class OpenForm(CreatingForm):
    """Only the button."""


class NotLater(Filled):
    """Validator: a day that was given lies not in the future."""

    def __call__(self, form: Any, field: Field) -> None:
        if field.data is not None and field.data > clock.today():
            raise StopValidation(self.message)


class RulesForm(CreatingForm):
    """The decision by which the authority makes the model rules its own."""

    title = LineField(_l("Title"), 250, Filled(_l("Please enter the title.")))
    title_en = LineField(_l("Title in English (unofficial)"), 250, Optional())
    decision = LineField(
        _l("Number of the decision"), 120, Filled(_l("Please enter the number of the decision."))
    )
    decided_on = DateField(
        _l("Date of the decision"),
        [
            Filled(_l("Please enter the date of the decision.")),
            NotLater(_l("The decision must have been taken already.")),
        ],
    )
    signer = LineField(
        _l("Position of the person who issued it"),
        160,
        Filled(_l("Please enter the position, for example Director of the Department.")),
    )
    seen_version = SeenField()


class SeatForm(CreatingForm):
    """A person takes a seat of a board."""

    seat = SelectField(_l("Seat"))
    name = LineField(_l("Name"), 80, Filled(_l("Please enter the name.")))
    position = LineField(_l("Position"), 160, Filled(_l("Please enter the person's position.")))
    since = DateField(_l("Since"), [Filled(_l("Please enter the day."))], default=clock.today)
    account = LineField(
        _l("Sign-in name of the person's account"),
        64,
        Optional(),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    reviews = BooleanField(_l("This account may review texts"))


class FoundingForm(CreatingForm):
    """The decision that founded a board."""

    decision_number = LineField(_l("Number of the founding decision"), 120, Optional())
    decision_date = DateField(
        _l("Date of the founding decision"),
        [Optional(), NotLater(_l("The decision must have been taken already."))],
    )
    seen_number = SeenField(readable)


class EndTermForm(CreatingForm):
    """Only the button."""
