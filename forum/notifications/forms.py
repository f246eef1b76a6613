"""Marking notices as read."""

from __future__ import annotations

from wtforms import HiddenField

from forum.web.forms import BaseForm


class ReadForm(BaseForm):
    """``until`` is the newest notice on the page: a later one stays unread."""

    until = HiddenField()
