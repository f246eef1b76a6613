"""Giving a question to an office."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from forum.web.forms import BaseForm, SeenField


class AssignForm(BaseForm):
    """It stands beside the form of the text, hence an id of its own."""

    agency = SelectField(_l("Office"), coerce=int, id="assign-agency")
    seen_version = SeenField()
