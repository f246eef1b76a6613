"""The rules, readable by everybody."""

from __future__ import annotations

from flask import Blueprint, render_template

from forum.languages.domain import current_tag
from forum.rules import queries

rules = Blueprint("rules", __name__)


@rules.get("")
def in_force() -> str:
    """The version in force with an anchor at every clause."""
    return _page(None)


@rules.get("/phien-ban/<int:number>")
def version(number: int) -> str:
    """A version by number: decisions name the one that held when the text was sent."""
    return _page(number)


def _roman(number: int) -> str:
    """Chapters of Vietnamese legal texts are counted I, II, III."""
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written


def _page(number: int | None) -> str:
    return render_template(
        "rules/version.html",
        version=queries.whole_version(number),
        versions=queries.published_versions(),
        roman=_roman,
        say=lambda texts: queries.in_language(texts, current_tag()),
    )
