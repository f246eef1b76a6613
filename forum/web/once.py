"""Finishing a write: one commit a request, one answer a form, however often it is sent."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, flash, g, redirect, request, session
from werkzeug.wrappers import Response

from forum.core import clock
from forum.core.db import append, commit, db, in_our_words, rows
from forum.core.errors import Conflict
from forum.core.settings import setting
from forum.web.models import AnsweredForm

# Buttons after which the same form goes on: what was written is kept, a file is added or taken off.
KEEPING_OPEN = frozenset({"draft", "attach", "detach"})


def new_key() -> str:
    """A fresh key for a form that creates something."""
    return secrets.token_urlsafe(18)


def owner() -> str:
    """Whose form this is: the person, or for guests the browser's form session."""
    person_id = g.actor.actor_id if g.actor.is_person else None
    if person_id is not None:
        return f"person:{person_id}"
    return "form:" + hashlib.sha256(str(session.get("csrf_token", "")).encode()).hexdigest()


_ANSWERED = sa.select(AnsweredForm.url).where(
    AnsweredForm.owner == sa.bindparam("owner"), AnsweredForm.key == sa.bindparam("key")
)


def answered(key: str) -> str | None:
    """Where the same form led the first time, if it was finished before."""
    found = rows(_ANSWERED, owner=owner(), key=key)
    return found[0].url if found else None


def answered_with(url: str) -> bool:
    """True when a form of this browser or person led to ``url``: it may see that answer again."""
    query = sa.select(AnsweredForm.id).where(AnsweredForm.owner == owner())
    return db.session.scalar(query.where(AnsweredForm.url == url).limit(1)) is not None


def form_key_sent() -> str:
    """The idempotency key of this request, or "" when the form carries none. Buttons that keep the
    form open do not use it up: the same form is saved often, and sent afterwards."""
    if not KEEPING_OPEN.isdisjoint(request.form):
        return ""
    return key_sent()


def key_sent() -> str:
    """The key that stands in this request, or "" where none of ours can stand."""
    key = request.form.get("idempotency_key", "")[:64]
    return key if key.isascii() and key.isprintable() else ""


def finish(url: str, message: str | None = None) -> Response:
    """Everything the request changed is committed; the answer is a 303 to ``url``.

    The form's key is stored in the same transaction: of two sendings with one key exactly one is
    committed and both are answered with its URL. ``message`` is shown on the next page.
    """
    key = form_key_sent()
    try:
        with in_our_words():
            append(AnsweredForm, owner=owner(), key=key or new_key(), url=url, at=clock.now())
        commit()
    except Conflict:
        first = answered(key) if key else None
        if first is None:
            raise
        return redirect(first, 303)
    if message:
        flash(message, "leaf")
    return redirect(url, 303)


def settle(message: str | None = None) -> None:
    """Everything the request changed is committed, but the form is not finished: it can still be
    sent. ``message`` is shown on the next page."""
    commit()
    if message:
        flash(message, "leaf")


def forget_old() -> None:
    """Answers older than IDEMPOTENCY_DAYS are gone."""
    before = clock.now() - timedelta(days=setting("IDEMPOTENCY_DAYS"))
    db.session.execute(sa.delete(AnsweredForm).where(AnsweredForm.at < before))


def _repeat() -> Response | None:
    key = form_key_sent() if request.method == "POST" else ""
    first = answered(key) if key else None
    return redirect(first, 303) if first else None


def init_app(app: Flask) -> None:
    """A form that was finished before is answered before its view runs."""
    app.before_request(_repeat)
