"""Every colour that is taken can be read in all its uses, by day and by night."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forum.core.errors import RuleBroken
from forum.site.colours import checked, contrast, mix, parse, theme

ANY = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
# Most of all colours are too light; these give the property something to look at.
DARKER = st.tuples(*[st.integers(0, 150)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))
VARIABLE = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
PAPERS = {"day": ("#fbf8f1", "#ffffff"), "night": ("#14161f", "#1d2130")}
INKS = {"day": ("#1b1b1f", "#5e5a50"), "night": ("#ece7da", "#b8b2a3")}


def taken(text: str, field: str) -> bool:
    try:
        return checked(text, field) == text
    except RuleBroken:
        return False


def schemes(css: str) -> dict[str, dict[str, str]]:
    """The variables that a theme sets, by day and by night."""
    day, _, night = css.partition("@media")
    return {"day": dict(VARIABLE.findall(day)), "night": dict(VARIABLE.findall(night))}


def ratio(one: str, other: str) -> float:
    return contrast(parse(one), parse(other))


def weakest(values: dict[str, str], scheme: str, name: str) -> float:
    """The lowest contrast at which something in this colour, or on it, is read."""
    colour, ground = values[name], values[f"{name}-ground"]
    pairs = [(colour, other) for other in (*PAPERS[scheme], ground, values[f"on-{name}"])]
    pairs += [(ink, ground) for ink in INKS[scheme]]
    return min(ratio(one, other) for one, other in pairs)


@settings(max_examples=300, deadline=None)
@given(st.one_of(ANY, DARKER), st.one_of(ANY, DARKER))
def test_whatever_is_taken_can_be_read_everywhere(indigo: str, leaf: str) -> None:
    assume(taken(indigo, "indigo") and taken(leaf, "leaf"))
    found = schemes(theme(indigo, leaf))

    for scheme, values in found.items():
        assert weakest(values, scheme, "indigo") >= 4.5
        assert weakest(values, scheme, "leaf") >= 4.5
        header = {**found["day"], **values}
        assert ratio("#fbf8f1", header["cloth"]) >= 4.5
        assert ratio(header["on-cloth-quiet"], header["cloth"]) >= 4.5
        assert ratio("#e0a100", header["cloth"]) >= 3
        assert ratio("#ffffff", header["seal"]) >= 4.5


@given(ANY)
def test_mixing_stays_between_its_two_colours(text: str) -> None:
    colour = parse(text)

    assert mix(colour, (255, 255, 255), 0) == colour
    assert mix(colour, (255, 255, 255), 1) == (255, 255, 255)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#1f2a5c", "#fbf8f1", 12.9)],
)
def test_the_contrast_is_that_of_the_standard(one: str, other: str, wanted: float) -> None:
    assert ratio(one, other) == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("text", ["1f2a5c", "#1f2a5", "#1f2a5g", "red", "#1f2a5c;}", "#１f2a5c"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        checked(text, "leaf")

    assert refused.value.field == "leaf"


def test_a_light_colour_is_refused_with_what_was_measured() -> None:
    with pytest.raises(RuleBroken) as refused:
        checked("#7788ff", "indigo")

    assert re.search(r"#7788ff.*\b[23]\.\d\d\b.*4\.5", str(refused.value.message))


def test_the_colours_of_the_forum_itself_would_be_taken() -> None:
    assert taken("#1f2a5c", "indigo") and taken("#1e6b45", "leaf")


def test_no_colour_no_theme() -> None:
    assert theme("", "") == ""
    assert "leaf" not in theme("#1f2a5c", "") and "cloth" not in theme("", "#1e6b45")
