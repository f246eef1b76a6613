"""Who comes in: every route is closed unless it is listed as public in ``wiring``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar, cast
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request, session
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Request, Response

from forum.accounts import proofs, spare_codes
from forum.accounts.actors import Guest
from forum.accounts.lasting import is_over
from forum.accounts.models import Person
from forum.accounts.policy import is_known, lacks_second_step
from forum.accounts.queries import living_sign_in
from forum.core import clock
from forum.core.errors import Forbidden
from forum.core.settings import setting
from forum.languages.domain import set_tag
from forum.languages.negotiation import negotiate
from forum.web import observations
from forum.web.errors import second_step_lacking, signed_out
from forum.web.headers import private

View = TypeVar("View", bound=Callable[..., object])
SIGNED_IN = "signed in"
PUBLIC = "public"
AUTHOR = "author"  # signed in, or a guest who proved a tracking code
NOTED = timedelta(seconds=60)  # an idle limit in minutes needs no more of every page
FRESH = "+fresh"  # the password was typed a short while ago
# Open to people with duties who still have to switch on the second step of signing in.
BEFORE_SECOND_STEP = {
    "accounts.second_step_settings",
    "accounts.prove_again",
    "accounts.recovery_codes",
    "accounts.recovery_codes_kept",
    "accounts.sign_out",
    "languages.choose",
    "site.emblem",
    "pages.alive",
    "pages.ready",
}
# Public pages besides the kept ones that they read meanwhile, as guests do. The front page is none:
# it would look as if the sign-in had failed.
READ_MEANWHILE = {
    "search.page",
    "threads.permalink",
    "threads.numbered",
    "threads.file",
    "threads.small_file",
}


def needs(word: str) -> Callable[[View], View]:
    """Only people for whom the predicate ``word`` of ``wiring`` holds come in."""

    def mark(view: View) -> View:
        view.guard = word  # type: ignore[attr-defined]
        return view

    return mark


def fresh(view: View) -> View:
    """The act is dangerous: it asks for the password again when that was long ago."""
    view.fresh = True  # type: ignore[attr-defined]
    return view


def guard_of(app: Flask, endpoint: str) -> str:
    """``public``, ``signed in`` or the predicate's word that guards ``endpoint``; with ``+fresh``
    where the password is asked for again."""
    if endpoint in app.extensions["forum.public"]:
        return PUBLIC
    view = app.view_functions[endpoint]
    return _word_of(view) + (FRESH if hasattr(view, "fresh") else "")


def _word_of(view: Callable[..., object]) -> str:
    return cast(str, getattr(view, "guard", SIGNED_IN))


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
    if is_over(row, person):
        return None
    g.sign_in = row
    if clock.now() > row.last_seen_at + NOTED:
        observations.seen(row.id)
    return person


def _load() -> None:
    """``g.actor`` and the page's language are known before anything else runs."""
    g.actor, g.sign_in = Guest(), None
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
    if _lacks_second_step() and endpoint not in BEFORE_SECOND_STEP:
        if not _is_reading(endpoint):
            return _to_second_step()
        _read_as_guest()
    if endpoint in current_app.extensions["forum.public"]:
        return None
    private()
    spare_codes.forget_over()
    view = current_app.view_functions[endpoint]
    word = _word_of(view)
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
    return proofs.asked() if hasattr(view, "fresh") else None


def _lacks_second_step() -> bool:
    actor = g.actor
    wanted = isinstance(actor, Person) and lacks_second_step(actor)
    return wanted and bool(setting("SECOND_FACTOR_REQUIRED"))


def _is_reading(endpoint: str) -> bool:
    kept = current_app.extensions["forum.cached"].keys() - {"pages.home"}
    return request.method in {"GET", "HEAD"} and endpoint in kept | READ_MEANWHILE


def _read_as_guest() -> None:
    """A password alone shows nothing that a guest would not see, on public pages either."""
    private()
    g.actor, g.sign_in = Guest(), None


def _to_second_step() -> Response:
    private()
    if request.method == "POST":
        return second_step_lacking()
    return redirect("/tai-khoan/xac-thuc-hai-buoc", 303)


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
