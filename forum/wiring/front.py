"""What stands between a request and the doors, in the order in which a request meets it."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from forum.accounts import guards
from forum.notifications import badge
from forum.site import nameplate
from forum.web import (
    addresses,
    assets,
    compression,
    errors,
    headers,
    observations,
    once,
    page_cache,
    uploads,
)
from forum.web.requests import ForumRequest
from forum.wiring import doors
from forum.wiring.opening import OPENING
from forum.wiring.own_data import EXPORTS, OWN_FILES


def answer(app: Flask) -> None:
    """The application answers requests."""
    app.request_class = ForumRequest
    app.url_map.converters["int"] = addresses.Id
    page_cache.stand_in_front(app)
    assets.stand_in_front(app)
    hops = app.config["FORUM_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    compression.init_app(app)
    page_cache.init_app(app)
    nameplate.init_app(app)
    guards.init_app(app)
    uploads.init_app(app)
    csrf = CSRFProtect(app)
    errors.init_app(app)
    headers.init_app(app)
    once.init_app(app)
    guards.close_doors(app)
    badge.init_app(app)
    observations.init_app(app)
    _open_doors(app, csrf)


def _open_doors(app: Flask, csrf: CSRFProtect) -> None:
    for blueprint, prefix in doors.BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix=prefix or None)
    for endpoint in doors.SIGNED:
        csrf.exempt(app.view_functions[endpoint])
    app.extensions["forum.public"] = doors.PUBLIC
    app.extensions["forum.exempt"] = doors.SIGNED
    app.extensions["forum.uploading"] = doors.UPLOADING
    app.extensions["forum.cached"] = doors.CACHED
    app.extensions["forum.predicates"] = doors.PREDICATES
    app.extensions["forum.opening"] = OPENING
    app.extensions["forum.own_data"] = EXPORTS
    app.extensions["forum.own_files"] = OWN_FILES
