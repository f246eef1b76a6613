"""Categories: their words and their place."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import Optional

from forum.threads.categories import LONGEST_SLUG, Description
from forum.threads.lifecycle import CategoryMode, Posting
from forum.web.forms import BodyField, CreatingForm, Filled, LineField, SeenField, choices

NAME, DESCRIPTION = 80, 300
MODES = (
    (CategoryMode.BEFORE.value, _l("Every text is read before publication.")),
    (
        CategoryMode.AFTER.value,
        _l("Texts of known authors are published at once and read afterwards."),
    ),
)
POSTINGS = (
    (Posting.MEMBERS.value, _l("Everybody with an account")),
    (Posting.STAFF.value, _l("Staff only")),
)


class CategoryForm(CreatingForm):
    """What a category is called, who writes in it, where it stands."""

    name = LineField(
        _l("Name of the category"), NAME, Filled(_l("Please give the category a name."))
    )
    name_en = LineField(_l("Name in English"), NAME, Optional())
    description = BodyField(
        _l("Description"),
        Filled(_l("Please say in a sentence what belongs here.")),
        longest=DESCRIPTION,
        render_kw={"rows": 3},
    )
    description_en = BodyField(
        _l("Description in English"), Optional(), longest=DESCRIPTION, render_kw={"rows": 3}
    )
    slug = LineField(
        _l("Address"),
        LONGEST_SLUG,
        Optional(),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    parent = SelectField(_l("Stands in"))
    mode = RadioField(_l("Reading of texts"), default=CategoryMode.BEFORE.value)
    posting = RadioField(_l("Who writes here"), default=Posting.MEMBERS.value)
    seen_version = SeenField()

    def offer(self, parents: list[tuple[object, object]]) -> None:
        """The choices, among them the categories that this one may stand in."""
        self.parent.choices = choices([("", _l("No other category")), *parents])
        self.mode.choices = choices(MODES)
        self.posting.choices = choices(POSTINGS)

    def said(self) -> Description:
        """The fields as the service takes them."""
        return Description(
            name={"vi": self.name.data, "en": self.name_en.data or ""},
            description={"vi": self.description.data, "en": self.description_en.data or ""},
            mode=CategoryMode(self.mode.data),
            posting=Posting(self.posting.data),
            parent_id=int(self.parent.data) if self.parent.data else None,
            slug=self.slug.data or "",
        )


class StepForm(CreatingForm):
    """One of the buttons beside a category."""

    act = SelectField(choices=choices((word, word) for word in ("up", "down", "archive", "reopen")))
    seen_version = SeenField()
