"""Addresses: where a redirect may lead, and who is at the other end without keeping who."""

from __future__ import annotations

import hashlib
import hmac
import re

from flask import current_app, request
from werkzeug.routing import IntegerConverter

from forum.core import clock


class Id(IntegerConverter):
    """A row's number in an address: at most nine digits, so that it fits every integer column."""

    regex = r"\d{1,9}"


_INSIDE = re.compile(r"/(?![/\\])[\x21-\x7e]*", re.ASCII)


def inside(target: str | None, otherwise: str = "/") -> str:
    """``target`` when it is a path of this forum (no scheme, host, backslash, space), else
    ``otherwise``."""
    if target and _INSIDE.fullmatch(target) and "\\" not in target:
        return target
    return otherwise


def address_key() -> str:
    """A keyed hash of the client's address that changes every day: counts tries, keeps nobody."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    text = f"{clock.today().isoformat()} {request.remote_addr or ''}".encode()
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:32]
