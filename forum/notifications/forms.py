"""Marking notices as read, and choosing how one is told."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from forum.languages.catalogue import SOURCE, offered
from forum.notifications.lifecycle import Channel, Matter
from forum.notifications.matters import LABELS, WAYS
from forum.notifications.wishes import Wishes
from forum.web.forms import BaseForm, choices


class ReadForm(BaseForm):
    """``until`` is the newest notice on the page: a later one stays unread."""

    until = HiddenField()


class WishesForm(BaseForm):
    """A way for each matter; ``wishes_form`` puts their fields in."""

    language = SelectField(
        _l("Language of mails and notices"),
        choices=lambda: choices((row.tag, row.autonym) for row in offered()),
    )

    @property
    def ways(self) -> dict[Matter, Channel]:
        """What was chosen."""
        return {matter: Channel(self[matter].data) for matter in Matter if matter in self}


def wishes_form(matters: Sequence[Matter], wishes: Wishes, language: str | None) -> WishesForm:
    """The form for these matters, filled with how it is now."""

    class Form(WishesForm):
        pass

    for matter in matters:
        setattr(Form, matter.value, SelectField(LABELS[matter], choices=choices(WAYS.items())))
    now = {matter.value: wishes[matter].value for matter in matters}
    return Form(language=language or SOURCE, **now)
