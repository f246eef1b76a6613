"""The own name, and how pages are shown."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from forum.accounts.lifecycle import TextSize
from forum.core.text import has_letters
from forum.web.forms import BaseForm, Filled, LineField, choices

NORMAL = "normal"
SIZES = {
    NORMAL: _l("Normal"),
    TextSize.LARGE.value: _l("Large"),
    TextSize.LARGER.value: _l("Larger"),
}


class NameForm(BaseForm):
    display_name = LineField(
        _l("Name shown to others"),
        60,
        Filled(_l("Please enter a name.")),
        Filled(_l("A name has at least one letter or digit."), has_letters),
        render_kw={"autocomplete": "nickname"},
    )


class PagesForm(BaseForm):
    language = SelectField(_l("Language of pages, mails and notices"))
    text_size = RadioField(_l("Text size"), choices=choices(SIZES.items()))

    def chosen_size(self) -> TextSize | None:
        """None is the size for everybody."""
        return None if self.text_size.data == NORMAL else TextSize(self.text_size.data)
