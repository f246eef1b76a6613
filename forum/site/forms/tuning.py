"""One setting: its value and why it changes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import Optional

from forum.web.forms import CreatingForm, Filled, LineField

REASON = 300


class TuneForm(CreatingForm):
    """A number or a switch; ``act`` tells whether the shipped value comes back."""

    value = IntegerField(_l("Value"), [Optional()], render_kw={"inputmode": "numeric"})
    on = BooleanField(_l("Switched on"))
    reason = LineField(
        _l("Reason"), REASON, Filled(_l("Please say why: whoever comes after you reads it."))
    )
    act = HiddenField()
    seen_version = HiddenField()
