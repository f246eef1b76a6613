"""The one stylesheet: small, nothing in it unused, nothing in the pages unknown to it, readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import config
from forum.pages.palette import Pair, pairs, schemes
from forum.site.colours import contrast, parse

ROOT = Path(config.ROOT)
STYLES = ROOT / "static" / "css" / "forum.css"
TEMPLATES = ROOT / "forum" / "templates"
MOST_BYTES = 25_000

COMMENT = re.compile(r"/\*.*?\*/", re.S)
NAMED = re.compile(r"\.([a-z][a-z0-9-]*)")
KINDS = re.compile(r'\[class\$="-([a-z]+)"\]')
EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.S)
STATEMENT = re.compile(r"\{[%#].*?[%#]\}", re.S)
ATTRIBUTE = re.compile(r'\bclass="([^"]*)"')
LITERAL = re.compile(r"[\"']([a-z][a-z0-9 -]*)[\"']")

# In the pages but not in the stylesheet, and why.
NOT_STYLED = {
    "page": "the box that a side column makes a grid",
    "page-main": "named for its children",
    "timeline": "a class of any name takes the marks of a list away",
    "post-*": "who wrote it: only the office is drawn apart",
    "post-closed": "a place-holder looks like any post",
}


def rules(css: str) -> str:
    """The stylesheet without comments and without what stands between braces."""
    text = COMMENT.sub("", css)
    return re.sub(r"\{[^{}]*\}", " ", text)


def styled(css: str) -> set[str]:
    return set(NAMED.findall(rules(css)))


def class_attributes(template: str) -> Iterator[list[str]]:
    """The tokens of each class attribute; ``*`` stands for what an expression puts there."""
    text = STATEMENT.sub(" ", template)
    literals: list[list[str]] = []

    def unknown(found: re.Match[str]) -> str:
        literals.append(LITERAL.findall(found[1]))
        return f"*{len(literals) - 1}*"

    for value in ATTRIBUTE.findall(EXPRESSION.sub(unknown, text)):
        tokens = []
        for token in value.split():
            whole = re.fullmatch(r"\*(\d+)\*", token)
            tokens += literals[int(whole[1])] if whole else [re.sub(r"\*\d+\*", "*", token)]
        yield tokens


def pages() -> list[str]:
    found = [path for path in sorted(TEMPLATES.rglob("*.html")) if "email" not in path.parts]
    return [path.read_text("utf-8") for path in found]


def used() -> set[str]:
    return {token for page in pages() for tokens in class_attributes(page) for token in tokens}


def is_drawn(token: str, css: str) -> bool:
    """Whether a rule fits: by name, by the name's beginning, or by its kind."""
    names = styled(css)
    if "*" in token:
        beginning = token.split("*")[0]
        return any(name.startswith(beginning) for name in names) or beginning in kinded()
    return token in names or any(token.endswith(f"-{kind}") for kind in KINDS.findall(css))


def kinded() -> set[str]:
    """Beginnings of classes whose end is a kind."""
    return {"chip-", "notice-", "held-", "timeline-", "question-card-", "duty-"}


def test_the_stylesheet_keeps_its_budget() -> None:
    assert len(STYLES.read_bytes()) < MOST_BYTES


def test_every_class_of_the_stylesheet_is_used() -> None:
    tokens = used()
    beginnings = tuple(token.split("*")[0] for token in tokens if "*" in token and token != "*")
    unused = {
        name
        for name in styled(STYLES.read_text("utf-8"))
        if name not in tokens and not name.startswith(beginnings)
    }

    assert unused == set()


def test_every_class_of_the_pages_is_known() -> None:
    css = STYLES.read_text("utf-8")
    unknown = {token for token in used() if token not in NOT_STYLED and not is_drawn(token, css)}

    assert unknown == set()


def test_the_kind_is_the_last_class_where_the_stylesheet_looks_for_it() -> None:
    wrong = [
        tokens
        for page in pages()
        for tokens in class_attributes(page)
        for token in tokens[:-1]
        if token.startswith(tuple(kinded())) and token.endswith(("*", "-leaf", "-madder"))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "pair", pairs(STYLES.read_text("utf-8")), ids=lambda pair: f"{pair.front}/{pair.ground}"
)
def test_every_pair_of_colours_is_readable_in_both_schemes(pair: Pair) -> None:
    assert pair.light >= pair.least
    assert pair.dark >= pair.least


def test_contrast_is_measured_as_the_guidelines_measure_it() -> None:
    assert contrast(parse("#777777"), parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_the_dark_scheme_changes_no_colour_that_the_light_one_lacks() -> None:
    light, dark = schemes(STYLES.read_text("utf-8"))

    assert set(light) == set(dark)


@pytest.mark.parametrize(
    ("template", "tokens"),
    [
        ('<p class="a {% if x == "y" %}b{% endif %}">', [["a", "b"]]),
        ('<p class="chip chip-{{ kind }}">', [["chip", "chip-*"]]),
        ('<p class="{{ "hidden" if compact }}">', [["hidden"]]),
        ('<p class="a-{{ "b" if c else "d" }}">', [["a-*"]]),
    ],
)
def test_classes_are_read_out_of_templates(template: str, tokens: list[list[str]]) -> None:
    assert list(class_attributes(template)) == tokens
