"""Findings in words: for the author of a held text, and for the person who reviews it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.screening.finders import Finding

FOR_AUTHOR = {
    Finding.GUEST.value: _l("Letters sent without an account are read before they are published."),
    Finding.NEW_ACCOUNT.value: _l("The first texts of a new account are read before publication."),
    Finding.CATEGORY_MODE.value: _l("In this category every text is read before publication."),
}

FOR_REVIEWER = {
    Finding.GUEST.value: _l("Guest"),
    Finding.NEW_ACCOUNT.value: _l("New account"),
    Finding.CATEGORY_MODE.value: _l("Reviewed category"),
}
