"""What every template can use."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, g, url_for

from forum.core.text import excerpt
from forum.languages import catalogue, domain, formatting
from forum.web.once import new_key


class Site:
    """The installation's own words; settings, never constants."""

    def __init__(self, app: Flask) -> None:
        self.name: str = app.config["SITE_NAME"]
        self.authority: str = app.config["SITE_AUTHORITY"]
        self.demo: bool = app.config["FORUM_DEMO"]


def content_hashes(folder: Path) -> dict[str, str]:
    """File under ``static/`` → eight hex digits of its content's hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def init_app(app: Flask) -> None:
    """Globals and filters are in the environment; ``may`` asks the table in ``wiring``."""
    hashes = content_hashes(Path(str(app.static_folder)))

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=hashes[name])

    def may(word: str, thing: Any = None) -> bool:
        return bool(app.extensions["forum.predicates"][word](g.actor, thing))

    def page_values() -> dict[str, Any]:
        return {
            "site": Site(app),
            "actor": g.get("actor"),
            "lang": domain.current_tag(),
            "languages": catalogue.offered(),
            "unread": g.get("unread", 0),
        }

    app.context_processor(page_values)
    app.jinja_env.globals.update(asset=asset, may=may, form_key=new_key)
    for function in (
        formatting.local_datetime,
        formatting.local_date,
        formatting.weekday_date,
        formatting.number,
    ):
        app.jinja_env.globals[function.__name__] = function
    app.jinja_env.filters["excerpt"] = excerpt
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
