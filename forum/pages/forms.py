"""Fields for the style page; the form is never sent."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField

from forum.web.forms import BaseForm, BodyField, LineField, choices


class SampleForm(BaseForm):
    """One field of each kind, with labels that other forms use too."""

    title = LineField(_l("Title"), 150)
    contact = LineField(_l("E-mail or telephone"), 254)
    body = BodyField(_l("Your text"), render_kw={"rows": 3})
    topic = SelectField(_l("Topic"))
    visibility = RadioField(_l("Who may read it"))
    file = FileField(_l("Add a photo or a PDF document"))
    accept_rules = BooleanField(_l("I have read the rules of use and will keep to them"))

    def fill(self, words: str, options: list[str]) -> None:
        """The fields stand as after a refused sending: some wrong, every word kept."""
        self.title.data = self.contact.data = words
        self.contact.errors = [_l("This is not an e-mail address.")]
        self.topic.choices = self.visibility.choices = choices(enumerate(options))
        self.visibility.data = "0"
        self.visibility.errors = [_l("Not a valid choice.")]
        self.accept_rules.errors = [_l("This field is required.")]
