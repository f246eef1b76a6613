"""One setting: its value and why it changes."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import Optional

from forum.web.forms import CreatingForm, Filled, LineField, SeenField

REASON = 300


class TuneForm(CreatingForm):
    """A number or a switch; ``act`` tells whether the shipped value comes back."""

    value = IntegerField(_l("Value"), [Optional()], render_kw={"inputmode": "numeric"})
    on = BooleanField(_l("Switched on"))
    reason = LineField(
        _l("Reason"), REASON, Filled(_l("Please say why: whoever comes after you reads it."))
    )
    act = HiddenField()
    seen_version = SeenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.value.flags.optional = False  # a switch has none; a number is never left out
