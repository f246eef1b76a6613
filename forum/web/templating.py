"""What every template can use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from flask import Flask, g
from jinja2 import Template, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup

from forum.core.text import excerpt
from forum.languages import catalogue, domain, formatting
from forum.web.once import new_key


class SharedTemplate(Template):
    """A template whose macros are the same for all: every template sees the same globals, so Jinja
    need not compare them at each of a page's twenty imports (a tenth of a thread page)."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return super()._get_default_module()


def _speak(app: Flask) -> None:
    """``_`` and ``ngettext`` of templates ask the catalogue at once: Flask-Babel looks for its
    application, context and domain at each of the fifty strings of a page (another tenth)."""
    catalogues = cast(domain.CatalogueDomain, app.extensions["babel"].instance.domain_instance)

    @lru_cache(maxsize=5000)  # all strings of some languages, and counts
    def fixed(tag: str, escaping: bool, message: str, *, many: str = "", num: int = 0) -> str:
        spoken = catalogues.get_translations()
        text = spoken.ungettext(message, many, num) if many else spoken.ugettext(message)
        return (Markup(text) if escaping else text) % {"num": num}  # noqa: S704 (our own words)

    @lru_cache(maxsize=5000)
    def pattern(tag: str, escaping: bool, message: str) -> str:
        text = catalogues.get_translations().ugettext(message)
        return Markup(text) if escaping else text  # noqa: S704 (our own words)

    @pass_eval_context
    def gettext(context: EvalContext, message: str, /, **values: Any) -> str:
        if not values:
            return fixed(domain.current_tag(), bool(context.autoescape), message)
        return pattern(domain.current_tag(), bool(context.autoescape), message) % values

    @pass_eval_context
    def ngettext(context: EvalContext, one: str, many: str, num: int, /, **values: Any) -> str:
        if not values:
            return fixed(domain.current_tag(), bool(context.autoescape), one, many=many, num=num)
        text = catalogues.get_translations().ungettext(one, many, num)
        return (Markup(text) if context.autoescape else text) % {"num": num, **values}  # noqa: S704

    app.jinja_env.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext})


def init_app(app: Flask) -> None:
    """Globals and filters are in the environment; ``may`` asks the table in ``wiring``."""

    def may(word: str, thing: Any = None) -> bool:
        return bool(app.extensions["forum.predicates"][word](g.actor, thing))

    def page_values() -> dict[str, Any]:
        return {
            "actor": g.get("actor"),
            "lang": domain.current_tag(),
            "languages": catalogue.offered(),
        }

    app.jinja_env.template_class = SharedTemplate
    _speak(app)
    app.context_processor(page_values)
    app.jinja_env.globals.update(may=may, form_key=new_key)
    for function in (
        formatting.local_datetime,
        formatting.local_date,
        formatting.weekday_date,
        formatting.number,
        formatting.file_size,
    ):
        app.jinja_env.globals[function.__name__] = function
    app.jinja_env.filters["excerpt"] = excerpt
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
