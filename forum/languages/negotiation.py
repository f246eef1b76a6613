"""Which language this request reads: cookie, account, browser, Vietnamese."""

from __future__ import annotations

from functools import lru_cache

from flask import Request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from forum.languages.catalogue import SOURCE, known, offered

COOKIE = "forum_language"
HEADER_CHARACTERS = 500  # of Accept-Language that are read; the longest of a real browser is 150


def negotiate(request: Request, preference: str | None) -> str:
    """The tag for this request; ``preference`` is the account's, asked before the browser's."""
    chosen = request.cookies.get(COOKIE)
    return spoken(chosen, preference, request.headers.get("Accept-Language"))


def spoken(cookie: str | None, preference: str | None, header: str | None) -> str:
    """The tag by what the browser sent and the account says.

    A choice of the account wins on every device. In the switch of a page somebody can still take
    another language for one browser: its cookie then also says which choice it stands before.
    """
    tag, _dot, before = (cookie or "").partition(".")
    own = known(preference)
    if own and before != own:
        return own
    return known(tag) or own or _of_browser((header or "")[:HEADER_CHARACTERS])


@lru_cache(maxsize=1000)
def _of_browser(header: str) -> str:
    tags = [row.tag for row in offered()]
    return parse_accept_header(header, LanguageAccept).best_match(tags) or SOURCE
