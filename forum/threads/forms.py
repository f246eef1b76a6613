"""Forms for threads and posts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
)

from forum.threads.attaching import dropped_field, file_field
from forum.web.forms import BaseForm, BodyField, CreatingForm, Filled, LineField, SeenField
from forum.web.pagination import as_number

EMPTY_BODY = _l("Please write something.")
LONGEST_BODY, LONGEST_TITLE = 10_000, 150  # characters


def _counted(longest: int, **more: object) -> dict[str, object]:
    """The script says near the end how many characters are left; the form's check decides."""
    return {"data-longest": longest, **more}


class ReplyForm(CreatingForm):
    drafted = ("body",)

    body = BodyField(_l("Your reply"), Filled(EMPTY_BODY), render_kw=_counted(LONGEST_BODY, rows=8))
    file = file_field()
    accept_rules = BooleanField(_l("I have read the rules of use and will keep to them"))


class ThreadForm(CreatingForm):
    drafted = ("category", "title", "body")

    category = SelectField(_l("Category"))
    title = LineField(
        _l("Title"),
        LONGEST_TITLE,
        Filled(_l("Please give a title: what is it about, in one line?")),
        render_kw=_counted(LONGEST_TITLE),
    )
    body = BodyField(_l("Your text"), Filled(EMPTY_BODY), render_kw=_counted(LONGEST_BODY, rows=12))
    file = file_field()
    accept_rules = BooleanField(_l("I have read the rules of use and will keep to them"))


class EditForm(CreatingForm):
    drafted = ("title", "body", "dropped")

    title = LineField(_l("Title"), LONGEST_TITLE, render_kw=_counted(LONGEST_TITLE))
    body = BodyField(_l("Your text"), Filled(EMPTY_BODY), render_kw=_counted(LONGEST_BODY, rows=12))
    file = file_field()
    dropped = dropped_field()
    accept_rules = BooleanField(_l("I have read the rules of use and will keep to them"))
    seen_version = SeenField()


class ActForm(BaseForm):
    """A button: only the CSRF token, and which way."""

    act = HiddenField()


class MoveForm(CreatingForm):
    """Another category for a thread; ``seen`` is the one it stood in when the page was made."""

    category = SelectField(_l("New category"))
    seen = SeenField()


class MergeForm(CreatingForm):
    target = LineField(
        _l("Number or address of the other thread"),
        300,
        Filled(_l("Please give the number or the address of the other thread.")),
    )


class SplitForm(CreatingForm):
    """Posts that leave a thread; the page draws their boxes."""

    posts = SelectMultipleField(coerce=as_number, validate_choice=False)
    title = LineField(
        _l("Title of the new thread"),
        LONGEST_TITLE,
        Filled(_l("Please give a title: what is it about, in one line?")),
    )
    new_category = SelectField(_l("Category of the new thread"))
