"""What is looked for in the audit table."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation

from forum.core import clock
from forum.core.text import fold
from forum.site.acts import GROUPS
from forum.site.words import ACTED_AS, THINGS
from forum.web.forms import BaseForm, LineField, choices

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


class NotBefore:
    """Validator: the last day is not earlier than the first, if both are given."""

    def __call__(self, form: JournalForm, field: Field) -> None:
        if field.data and form.tu.data and field.data < form.tu.data:
            raise StopValidation(_l("The last day is earlier than the first."))


class JournalForm(BaseForm):
    """Read from the address: nothing is changed by it."""

    viec = SelectField(_l("Act"), default="")
    nguoi = LineField(
        _l("Sign-in name of whoever acted"),
        64,
        Optional(),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    vai = SelectField(_l("Acted as"), default="")
    loai = SelectField(_l("Kind of thing"), default="")
    tu = DateField(_l("From"), [Optional()])
    den = DateField(_l("Until"), [Optional(), NotBefore()])

    def offer(self) -> None:
        self.viec.choices = [*choices([("", _l("All"))]), *_grouped()]
        self.vai.choices = choices([("", _l("All")), *ACTED_AS.items()])
        self.loai.choices = choices([("", _l("All")), *sorted(THINGS.items(), key=_in_order)])

    def since(self) -> datetime | None:
        """The beginning of the first day in Vietnam."""
        return _midnight(self.tu.data)

    def until(self) -> datetime | None:
        """The end of the last day in Vietnam."""
        return _midnight(self.den.data, days=1)


def _grouped() -> list[SelectChoice]:
    """The acts under what they are about."""
    return [
        SelectChoice(act, words, optgroup=str(about))
        for about, acts in GROUPS
        for act, words in sorted(acts.items(), key=_in_order)
    ]


def _in_order(option: tuple[str, object]) -> str:
    """By the words that are read, whatever their accents."""
    return fold(str(option[1]))


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    if day is None:
        return None
    known = min(max(day, FIRST), LAST)  # a mistyped year would be none that a database knows
    return datetime.combine(known, time(), clock.VIETNAM) + timedelta(days=days)
