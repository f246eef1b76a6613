"""A dangerous act is done by the owner of the account, not by whoever found it open: the password,
and the code where there is one, were typed a short while ago or are asked for now."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from flask import current_app, g, redirect, render_template, request
from werkzeug.wrappers import Response

from forum.accounts import service, throttle
from forum.accounts.models import SignIn
from forum.core import clock
from forum.core.db import db
from forum.core.errors import RuleBroken
from forum.core.settings import setting
from forum.web.kept import kept_fields
from forum.web.once import settle


def is_recent(row: SignIn | None) -> bool:
    """Whether the password of this sign-in was typed within PROOF_MINUTES."""
    if row is None or row.proved_at is None:
        return False
    return clock.now() <= row.proved_at + timedelta(minutes=setting("PROOF_MINUTES"))


def asked() -> Response | None:
    """None when the request may go on; else a way to the proof, or for a form the page that keeps
    its fields and asks for the password beside them."""
    if is_recent(g.sign_in):
        return None
    if request.method != "POST":
        return redirect(f"/xac-nhan-lai?next={quote(request.full_path.rstrip('?'))}", 303)
    broken: RuleBroken | None = None
    if "proof_password" in request.form:
        broken = refused(
            request.form["proof_password"][:200], request.form.get("proof_code", "")[:20]
        )
        if broken is None:
            # A code opens once whatever becomes of the form, and its view may still count tries.
            settle()
            return None
    return _page(broken)


def refused(password: str, typed: str) -> RuleBroken | None:
    """None when they prove the actor, which stands once the caller commits it."""
    throttle.count("proof", f"person:{g.actor.id}", setting("THROTTLE_CODE_PERSON"))
    try:
        service.prove(g.actor, g.sign_in, password=password, typed=typed)
    except RuleBroken as broken:
        db.session.rollback()
        return broken
    return None


def _page(broken: RuleBroken | None) -> Response:
    html = render_template(
        "accounts/prove_form.html",
        fields=kept_fields(empty=True),
        broken=broken,
        asks_code=g.actor.factor_secret is not None,
        files=bool(request.files),
    )
    return current_app.make_response((html, 401))
