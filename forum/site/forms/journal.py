"""What is looked for in the audit table."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from forum.core import clock
from forum.site.acts import ACTS
from forum.site.words import THINGS
from forum.web.forms import BaseForm, LineField, choices

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


class JournalForm(BaseForm):
    """Read from the address: nothing is changed by it."""

    viec = SelectField(_l("Act"), default="")
    nguoi = LineField(
        _l("Sign-in name of whoever acted"),
        64,
        Optional(),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    loai = SelectField(_l("Kind of thing"), default="")
    tu = DateField(_l("From"), [Optional()])
    den = DateField(_l("Until"), [Optional()])

    def offer(self) -> None:
        self.viec.choices = choices([("", _l("All")), *ACTS.items()])
        self.loai.choices = choices([("", _l("All")), *THINGS.items()])

    def since(self) -> datetime | None:
        """The beginning of the first day in Vietnam."""
        return _midnight(self.tu.data)

    def until(self) -> datetime | None:
        """The end of the last day in Vietnam."""
        return _midnight(self.den.data, days=1)


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    if day is None:
        return None
    known = min(max(day, FIRST), LAST)  # a mistyped year would be none that a database knows
    return datetime.combine(known, time(), clock.VIETNAM) + timedelta(days=days)
