"""Buttons for keeping and following."""

from __future__ import annotations

from wtforms import HiddenField

from forum.web.forms import BaseForm


class FollowForm(BaseForm):
    """``act`` says which way, so that a second click of the same button changes nothing."""

    act = HiddenField()
    listed = HiddenField()  # sent from the list of bookmarks, and leads back there
