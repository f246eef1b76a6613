"""The number beside the bell."""

from __future__ import annotations

from flask import Flask, g, request

from forum.core.db import in_our_words
from forum.core.errors import Busy
from forum.notifications.queries import unread_count


def _count() -> None:
    if request.endpoint != "static" and g.actor.is_person:
        g.unread = unread_count(g.actor.id)


def _count_for_a_page() -> None:
    # What is sent mostly leads elsewhere and shows no bell: then nothing is asked.
    if request.method != "POST":
        _count()


def _shown() -> dict[str, int]:
    """For the page that a refused form comes back with; a lost database shows no number."""
    if request and "actor" in g and "unread" not in g:
        try:
            with in_our_words():
                _count()
        except Busy:
            g.unread = 0
    return {"unread": g.get("unread", 0)}


def init_app(app: Flask) -> None:
    """Every page of a signed-in person knows how many notices are unread; the actor is known by
    then."""
    app.before_request(_count_for_a_page)
    app.context_processor(_shown)
