"""The administrator's pages, and the emblem for everybody."""

from __future__ import annotations

from flask import Blueprint

site = Blueprint("site", __name__)

from forum.site.views import board, opening, rules, settings  # noqa: E402,F401
