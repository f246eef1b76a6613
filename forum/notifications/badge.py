"""The number beside the bell."""

from __future__ import annotations

from flask import Flask, g, request

from forum.notifications.queries import unread_count


def _count() -> None:
    if request.endpoint != "static" and g.actor.is_person:
        g.unread = unread_count(g.actor.id)


def init_app(app: Flask) -> None:
    """Every request of a signed-in person knows how many notices are unread; the actor is known
    by then."""
    app.before_request(_count)
