"""What every page says about the installation: name, owner, emblem, colours, opened or not."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from typing import cast

import sqlalchemy as sa
from flask import Flask, current_app, g, has_app_context, has_request_context, request

from forum.core import clock
from forum.core.db import db
from forum.core.freshness import Kept, version
from forum.site import tuning
from forum.site.colours import theme
from forum.site.queries import SiteWords, site_words, words_of

LAST = "forum.site"  # the words this process knew last, for pages that come without a database
LOOKED = "forum.site looked"  # when it last asked
FORMS_LOOK = timedelta(seconds=5)  # a process that is sent nothing but forms follows so late
# Machines ask these whether the process lives; the answer must not wait for the database.
WITHOUT = {"pages.alive", "pages.ready"}

_kept = Kept(site_words)


def plate() -> SiteWords:
    """The words as they stood when this request began."""
    if "site" in g:
        return cast(SiteWords, g.site)
    if has_request_context() and request.endpoint in WITHOUT:
        return _known()
    words = _read()
    if has_request_context():
        g.site = words
    return words


def _read() -> SiteWords:
    """The row's words. Error pages ask too: when the database cannot say, the last known ones."""
    if version() is None:
        return _known()
    try:
        current_app.extensions[LAST] = words = _kept.get()
        current_app.extensions[LOOKED] = clock.now()
        tuning.apply(current_app, words.tuned)
    except sa.exc.SQLAlchemyError:
        db.session.rollback()
    return _known()


def _known() -> SiteWords:
    return cast(SiteWords, current_app.extensions.get(LAST) or words_of(None))


def _look() -> None:
    # Before the request asks anything else. Most posted forms are answered by a redirect, which
    # says none of these words; where a page answers after all, it asks when it is drawn.
    if request.method != "POST" or _looked_long_ago():
        plate()


def _looked_long_ago() -> bool:
    last = current_app.extensions.get(LOOKED)
    return last is None or clock.now() - last > FORMS_LOOK


def follow_settings() -> None:
    """The worker goes by the settings that an administrator changed."""
    _read()


def init_app(app: Flask) -> None:
    """Pages, mails and the stylesheet know the site."""
    tuning.remember(app)
    app.before_request(_look)
    app.context_processor(lambda: {"site": plate()})

    def themed() -> str:
        """The colours; files are answered before Flask knows of a request."""
        with nullcontext() if has_app_context() else app.app_context():
            words = plate()
        return theme(words.indigo, words.leaf)

    app.extensions["forum.theme"] = themed
