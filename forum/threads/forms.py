"""Forms for threads and posts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, SelectField
from wtforms.widgets import HiddenInput

from forum.web.forms import BaseForm, BodyField, CreatingForm, Filled, LineField

EMPTY_BODY = _l("Please write something.")


class ReplyForm(CreatingForm):
    body = BodyField(_l("Your reply"), Filled(EMPTY_BODY), render_kw={"rows": 8})
    accept_rules = BooleanField(_l("I have read the rules of use and will keep to them"))


class ThreadForm(CreatingForm):
    category = SelectField(_l("Category"))
    title = LineField(
        _l("Title"), 150, Filled(_l("Please give a title: what is it about, in one line?"))
    )
    body = BodyField(_l("Your text"), Filled(EMPTY_BODY), render_kw={"rows": 12})
    accept_rules = BooleanField(_l("I have read the rules of use and will keep to them"))


class EditForm(CreatingForm):
    title = LineField(_l("Title"), 150)
    body = BodyField(_l("Your text"), Filled(EMPTY_BODY), render_kw={"rows": 12})
    accept_rules = BooleanField(_l("I have read the rules of use and will keep to them"))
    seen_version = IntegerField(widget=HiddenInput())


class ActForm(BaseForm):
    """A button: only the CSRF token, and which way."""

    act = HiddenField()
