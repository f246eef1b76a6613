"""Which language this request reads: cookie, account, browser, Vietnamese."""

from __future__ import annotations

from flask import Request

from forum.languages.catalogue import SOURCE, known, offered

COOKIE = "forum_language"


def negotiate(request: Request, preference: str | None) -> str:
    """The tag for this request; ``preference`` is the account's, asked before the browser's."""
    chosen = known(request.cookies.get(COOKIE)) or known(preference)
    if chosen:
        return chosen
    tags = [row.tag for row in offered()]
    return request.accept_languages.best_match(tags) or SOURCE
