"""The text of a page in one language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from forum.web.forms import BodyField, CreatingForm, SeenField


class PageTextForm(CreatingForm):
    """Empty brings the shipped text back."""

    body = BodyField(_l("Text"), render_kw={"rows": 20})
    act = HiddenField()
    seen_number = SeenField()
