"""The administrator's pages, and the emblem for everybody."""

from __future__ import annotations

from flask import Blueprint

site = Blueprint("site", __name__)

from forum.site.views import (  # noqa: E402
    board,  # noqa: F401
    categories,  # noqa: F401
    condition,  # noqa: F401
    journal,  # noqa: F401
    opening,  # noqa: F401
    page_texts,  # noqa: F401
    people,  # noqa: F401
    rules,  # noqa: F401
    settings,  # noqa: F401
    tuning,  # noqa: F401
)
