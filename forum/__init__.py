"""A public dialogue forum of a provincial ethnic-affairs authority."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from forum import wiring
from forum.accounts import guards
from forum.core import memory
from forum.core.db import db
from forum.languages.domain import CatalogueDomain, formatting_locale
from forum.notifications import badge
from forum.outbox.worker import name_of
from forum.site import nameplate
from forum.start import complete_settings
from forum.web import (
    addresses,
    assets,
    compression,
    errors,
    headers,
    observations,
    once,
    page_cache,
    templating,
    uploads,
)
from forum.web.requests import ForumRequest


def create_app(
    overrides: dict[str, Any] | None = None, *, commands: bool = True, doors: bool = True
) -> Flask:
    """The application: settings → extensions → wiring → doors → commands.

    ``overrides`` win over the environment. Without ``commands`` it only serves, and is a sixth
    smaller; without ``doors`` it answers no request: the worker's. Raises
    ``forum.start.CannotStart`` with one clear line when the settings contradict each other.
    """
    memory.give_back()
    root = Path(config.ROOT)
    app = Flask(
        __name__, static_folder=str(root / "static"), template_folder=str(root / "forum/templates")
    )
    app.request_class = ForumRequest
    app.url_map.converters["int"] = addresses.Id
    app.config.update(config.from_environment())
    app.config.update(overrides or {})
    complete_settings(app)
    db.init_app(app)
    page_cache.stand_in_front(app)
    assets.stand_in_front(app)
    _believe_proxies(app, app.config["FORUM_PROXIES"])
    babel = Babel(app, default_locale="vi", locale_selector=formatting_locale)
    babel.domain_instance = CatalogueDomain(root / "translations")
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
    templating.init_app(app)
    badge.init_app(app)
    observations.init_app(app)
    _wire(app)
    if doors:
        _open_doors(app, csrf)
    if commands:
        from forum.cli.commands import register_commands

        register_commands(app)
    return app


def _believe_proxies(app: Flask, hops: int) -> None:
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _open_doors(app: Flask, csrf: CSRFProtect) -> None:
    from forum.wiring import doors  # every view and form: 3 MB that the worker has no use for

    for blueprint, prefix in doors.BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix=prefix or None)
    for endpoint in doors.SIGNED:
        csrf.exempt(app.view_functions[endpoint])
    app.extensions["forum.public"] = doors.PUBLIC
    app.extensions["forum.exempt"] = doors.SIGNED
    app.extensions["forum.uploading"] = doors.UPLOADING
    app.extensions["forum.cached"] = doors.CACHED
    app.extensions["forum.predicates"] = doors.PREDICATES


def _wire(app: Flask) -> None:
    app.extensions["forum.erasers"] = wiring.ERASERS
    app.extensions["forum.opening"] = wiring.OPENING
    app.extensions["forum.own_data"] = wiring.EXPORTS
    app.extensions["forum.own_files"] = wiring.OWN_FILES
    app.extensions["forum.chores"] = wiring.CHORES
    app.extensions["forum.observers"] = wiring.OBSERVERS
    reactions = wiring.reactions()
    app.extensions["forum.reactions"] = reactions
    app.extensions["forum.reaction_names"] = {
        name_of(reaction): reaction for listed in reactions.values() for reaction in listed
    }
