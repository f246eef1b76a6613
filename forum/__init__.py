"""A public dialogue forum of a provincial ethnic-affairs authority."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel

import config
from forum import wiring
from forum.core import memory
from forum.core.db import db
from forum.languages.domain import CatalogueDomain, formatting_locale
from forum.outbox.worker import name_of
from forum.site import nameplate
from forum.start import complete_settings
from forum.web import templating


def create_app(
    overrides: dict[str, Any] | None = None, *, commands: bool = True, doors: bool = True
) -> Flask:
    """The application: settings → extensions → wiring → front → commands.

    ``overrides`` win over the environment. Without ``commands`` it only serves, and is a sixth
    smaller; without ``doors`` it answers no request: the worker's. Raises
    ``forum.start.CannotStart`` with one clear line when the settings contradict each other.
    """
    memory.give_back()
    root = Path(config.ROOT)
    app = Flask(
        __name__, static_folder=str(root / "static"), template_folder=str(root / "forum/templates")
    )
    app.config.update(config.from_environment())
    app.config.update(overrides or {})
    complete_settings(app)
    db.init_app(app)
    babel = Babel(app, default_locale="vi", locale_selector=formatting_locale)
    babel.domain_instance = CatalogueDomain(root / "translations")
    templating.init_app(app)
    _wire(app)
    if doors:
        from forum.wiring import front  # every view and form: 5 MB that the worker has no use for

        front.answer(app)
    else:
        nameplate.init_app(app)
    if commands:
        from forum.cli.commands import register_commands

        register_commands(app)
    return app


def _wire(app: Flask) -> None:
    app.extensions["forum.erasers"] = wiring.ERASERS
    app.extensions["forum.chores"] = wiring.CHORES
    app.extensions["forum.observers"] = wiring.OBSERVERS
    reactions = wiring.reactions()
    app.extensions["forum.reactions"] = reactions
    app.extensions["forum.reaction_names"] = {
        name_of(reaction): reaction for listed in reactions.values() for reaction in listed
    }
