"""Who comes in: every route is closed unless it is listed as public in ``wiring``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar, cast
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request, session
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Request, Response

from forum.accounts.actors import Guest
from forum.accounts.models import Person
from forum.accounts.policy import has_duties, is_known
from forum.accounts.queries import living_sign_in
from forum.core import clock
from forum.core.errors import Forbidden
from forum.languages.domain import set_tag
from forum.languages.negotiation import negotiate
from forum.web.errors import signed_out
from forum.web.headers import private

View = TypeVar("View", bound=Callable[..., object])
SIGNED_IN = "signed in"
PUBLIC = "public"
AUTHOR = "author"  # signed in, or a guest who proved a tracking code


def needs(word: str) -> Callable[[View], View]:
    """Only people for whom the predicate ``word`` of ``wiring`` holds come in."""

    def mark(view: View) -> View:
        view.guard = word  # type: ignore[attr-defined]
        return view

    return mark


def guard_of(app: Flask, endpoint: str) -> str:
    """``public``, ``signed in`` or the predicate's word that guards ``endpoint``."""
    if endpoint in app.extensions["forum.public"]:
        return PUBLIC
    return cast(str, getattr(app.view_functions[endpoint], "guard", SIGNED_IN))


def signin_cookie() -> str:
    """Over https the cookie is bound to the host."""
    name = str(current_app.config["SIGNIN_COOKIE"])
    return f"__Host-{name}" if request.is_secure else name


def signin_token() -> str:
    """The token this browser signed in with, or ""."""
    return request.cookies.get(signin_cookie(), "")


def person_of(sent: Request) -> Person | None:
    """The person behind the sign-in cookie, unless the sign-in has ended or is too old."""
    token = signin_token()
    found = living_sign_in(token) if token else None
    if found is None:
        return None
    row, person = found
    if has_duties(person):
        hours = timedelta(hours=current_app.config["ROLE_SESSION_HOURS"])
        if clock.now() > row.created_at + hours:
            return None
    return person


def _load() -> None:
    """``g.actor`` and the page's language are known before anything else runs."""
    g.actor = Guest()
    set_tag(negotiate(request, None))
    if request.endpoint == "static":
        return
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        # Set once a guest gave a right tracking code: the guest's own letter opens.
        g.actor = Guest(session.get("receipt_id"))
    if signin_token():
        person = current_user._get_current_object()
        g.actor = person if isinstance(person, Person) else g.actor
        set_tag(negotiate(request, g.actor.language))


def _check() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint == "static":
        return None
    word = guard_of(current_app, endpoint)
    if word == PUBLIC:
        return None
    private()
    if word == AUTHOR and is_known(g.actor):
        return None
    if not g.actor.is_person:
        if request.method == "POST":
            return signed_out()
        return redirect(f"/dang-nhap?next={quote(request.full_path.rstrip('?'))}", 303)
    if word not in {SIGNED_IN, AUTHOR} and not current_app.extensions["forum.predicates"][word](
        g.actor, None
    ):
        raise Forbidden(word)
    return None


def init_app(app: Flask) -> None:
    """Every request has an actor and was checked at the door."""
    manager = LoginManager()
    manager.session_protection = None  # carrier NAT changes addresses in mid-visit
    manager.request_loader(person_of)
    # Templates know the actor; loading it again would break the error page of a lost database.
    manager.init_app(app, add_context_processor=False)
    app.before_request(_load)


def close_doors(app: Flask) -> None:
    """The check at the door runs after the form's own checks were installed."""
    app.before_request(_check)
