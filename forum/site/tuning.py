"""The changed settings are in force: every reader finds them in the application's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from forum.site.tunables import TUNABLES, Value

SHIPPED = "forum.shipped"  # name → value of the code or the environment
APPLIED = "forum.tuned"


def remember(app: Flask) -> None:
    """What a setting goes back to."""
    app.extensions[SHIPPED] = {name: app.config[name] for name in TUNABLES}


def shipped(app: Flask, name: str) -> Value:
    """The shipped value as the pages show and take it."""
    return TUNABLES[name].of_config(app.extensions[SHIPPED][name])


def apply(app: Flask, tuned: Mapping[str, Any]) -> None:
    """Exactly these settings differ from the shipped ones. One that a newer version no longer
    allows stays as shipped."""
    if app.extensions.get(APPLIED, {}) == tuned:
        return
    for name, before in app.extensions[SHIPPED].items():
        tunable, value = TUNABLES[name], tuned.get(name)
        if value is not None and tunable.allows(value):
            app.config[name] = tunable.in_config(value, before)
        else:
            app.config[name] = before
    app.extensions[APPLIED] = dict(tuned)
