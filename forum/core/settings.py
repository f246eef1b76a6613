"""The settings in force, for services that are called from requests, commands and the worker."""

from __future__ import annotations

from typing import Any

from flask import current_app


def setting(name: str) -> Any:
    """The value of ``name`` (see ``config.py``); KeyError for a name that does not exist."""
    return current_app.config[name]


def secret() -> bytes:
    """The installation's secret key."""
    return str(setting("SECRET_KEY")).encode()
