"""Routes of threads and posts, one file a noun."""

from __future__ import annotations

from flask import Blueprint

threads = Blueprint("threads", __name__)

from forum.threads.views import (  # noqa: E402
    arranging,  # noqa: F401
    categories,  # noqa: F401
    files,  # noqa: F401
    own_texts,  # noqa: F401
    posts,  # noqa: F401
    standing,  # noqa: F401
    thread,  # noqa: F401
    writing,  # noqa: F401
)
