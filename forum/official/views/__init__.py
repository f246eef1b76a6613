"""Routes of questions and official texts, one file a side of the counter."""

from __future__ import annotations

from flask import Blueprint

official = Blueprint("official", __name__)

from forum.official.views import (  # noqa: E402,F401
    asking,
    handling,
    reading,
    summaries,
    texts,
    tracking,
)
