"""The language switch."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from forum.core.errors import NotFound
from forum.languages.catalogue import known
from forum.languages.negotiation import COOKIE
from forum.web.addresses import inside

languages = Blueprint("languages", __name__)

YEAR = 365 * 24 * 3600


@languages.get("/<tag>")
def choose(tag: str) -> Response:
    """The cookie holds the tag, and the account's own choice where there is one; the reader is back
    on the page the link stood on."""
    if known(tag) is None:
        raise NotFound("language")
    back = urlsplit(request.referrer or "")
    answer = redirect(inside(f"{back.path}?{back.query}" if back.query else back.path), 303)
    chosen = f"{tag}.{g.actor.language}" if g.actor.language else tag
    answer.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    return answer
