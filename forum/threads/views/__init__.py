"""Routes of threads and posts, one file a noun."""

from __future__ import annotations

from flask import Blueprint

threads = Blueprint("threads", __name__)

from forum.threads.views import categories, own_texts, posts, thread  # noqa: E402,F401
