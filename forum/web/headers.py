"""Headers of every answer: what a browser may do with the page, who may keep it."""

from __future__ import annotations

from flask import Flask, g, request, session
from werkzeug.wrappers import Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# On the pages where members write: one script of ours, which talks to this site alone.
SCRIPTED = f"{POLICY}; script-src 'self'; connect-src 'self'"
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def private() -> None:
    """This answer is for its reader alone: no cache may keep it."""
    g.private = True


def allow_script() -> None:
    """The page of this answer may run the site's own script files (docs/decisions/0011)."""
    g.scripted = True


def _add(response: Response) -> Response:
    if g.get("scripted"):
        response.headers.setdefault("Content-Security-Policy", SCRIPTED)
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    said = g.get("site")
    if said is not None and (said.demo or not said.opened):
        response.headers["X-Robots-Tag"] = "noindex"
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint == "site.emblem" and response.status_code == 200:
        return response  # its address holds its hash; the view said how long it may be kept
    actor = g.get("actor")
    shown_to_all = actor is not None and not actor.is_person and request.method in {"GET", "HEAD"}
    # A session that was changed sets a cookie later, when the answer leaves.
    personal = g.get("private") or session.modified or "Set-Cookie" in response.headers
    if personal or not shown_to_all:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
    response.vary.update(("Cookie", "Accept-Language", "Accept-Encoding"))
    return response


def init_app(app: Flask) -> None:
    """Every answer, also an error, carries the headers."""
    app.after_request(_add)
