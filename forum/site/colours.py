"""Two colours of a province: measured, refused when they cannot be read, made into both schemes.

WCAG 2.2 relative luminance and contrast. The grounds are the variables of ``forum.css``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext

from forum.core.errors import RuleBroken

Rgb = tuple[int, int, int]
TEXT, EDGE = 4.5, 3.0  # WCAG 1.4.3 for text, 1.4.11 for what is not text

WHITE: Rgb = (255, 255, 255)
PAPER: Rgb = (0xFB, 0xF8, 0xF1)
DARK_PAPER: Rgb = (0x14, 0x16, 0x1F)
DARK_SURFACE: Rgb = (0x1D, 0x21, 0x30)
INK: Rgb = (0x1B, 0x1B, 0x1F)
DARK_INK: Rgb = (0xEC, 0xE7, 0xDA)
QUIET: Rgb = (0x5E, 0x5A, 0x50)
DARK_QUIET: Rgb = (0xB8, 0xB2, 0xA3)
THREAD: Rgb = (0xE0, 0xA1, 0x00)
ON_CLOTH = PAPER
TINT = 0.09  # share of the colour in its ground
DARK_TINT = 0.12
STEPS = 100


@dataclass(frozen=True)
class Scheme:
    """What one colour becomes on one paper: the colour as text and fill, what is written on it,
    and the ground of boxes that carry it."""

    colour: Rgb
    on: Rgb
    ground: Rgb


def parse(text: str) -> Rgb:
    """The colour that ``#rrggbb`` names; ValueError for anything else."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError(text)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def written(colour: Rgb) -> str:
    """``#rrggbb`` in lower case."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 for equal colours to 21 for black on white."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(base: Rgb, added: Rgb, share: float) -> Rgb:
    """``base`` with a ``share`` from 0 to 1 of ``added``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(base, added, strict=True))
    return red, green, blue


def light(colour: Rgb) -> Scheme:
    return Scheme(colour, WHITE, mix(WHITE, colour, TINT))


def dark(colour: Rgb) -> Scheme:
    """The colour, mixed with as little white as makes it readable on the dark paper."""
    shades = (mix(colour, WHITE, step / STEPS) for step in range(STEPS + 1))
    schemes = (Scheme(it, DARK_PAPER, mix(DARK_SURFACE, it, DARK_TINT)) for it in shades)
    return next(
        scheme
        for scheme in schemes
        if min(contrast(scheme.colour, it) for it in (DARK_PAPER, DARK_SURFACE, scheme.ground))
        >= TEXT
    )


def quiet_on(cloth: Rgb) -> Rgb:
    """The second line of the header: the first one's colour with some of the cloth in it."""
    shades = (mix(ON_CLOTH, cloth, share / STEPS) for share in range(18, -1, -1))
    return next((it for it in shades if contrast(it, cloth) >= TEXT), ON_CLOTH)


def uses(colour: Rgb, *, cloth: bool) -> Iterator[tuple[object, float, float]]:
    """Every use in both schemes: what is read, the measured contrast, the least allowed one.
    ``cloth`` adds the header."""
    day, night = light(colour), dark(colour)
    yield lazy_gettext("text on the paper"), contrast(colour, PAPER), TEXT
    yield lazy_gettext("text on a white card"), contrast(colour, WHITE), TEXT
    yield lazy_gettext("text on its own light ground"), contrast(colour, day.ground), TEXT
    yield lazy_gettext("white letters on it"), contrast(WHITE, colour), TEXT
    yield lazy_gettext("quiet text on its light ground"), contrast(QUIET, day.ground), TEXT
    for ground in (DARK_PAPER, DARK_SURFACE, night.ground):
        yield lazy_gettext("text at night"), contrast(night.colour, ground), TEXT
    yield lazy_gettext("text at night"), contrast(night.on, night.colour), TEXT
    yield lazy_gettext("text at night"), contrast(DARK_QUIET, night.ground), TEXT
    if cloth:
        yield lazy_gettext("text in the header"), contrast(ON_CLOTH, colour), TEXT
        yield lazy_gettext("text in the header"), contrast(quiet_on(colour), colour), TEXT
        yield lazy_gettext("the gold thread of the header on it"), contrast(THREAD, colour), EDGE


def checked(text: str, field: str) -> str:
    """``text`` as ``#rrggbb``, or "" for none; RuleBroken at ``field`` with the lowest measured
    contrast when something could not be read."""
    if not text:
        return ""
    try:
        colour = parse(text)
    except ValueError:
        raise RuleBroken(
            lazy_gettext("A colour is written as # and six digits or letters a to f: #1f2a5c."),
            field,
        ) from None
    failing = [use for use in uses(colour, cloth=field == "indigo") if use[1] < use[2]]
    if failing:
        use, ratio, needed = min(failing, key=lambda one: (-one[2], one[1]))
        raise RuleBroken(
            lazy_gettext(
                "%(colour)s is too light (%(use)s): its contrast is %(ratio)s to 1, and %(needed)s"
                " to 1 is needed. Please choose a darker colour.",
                colour=written(colour),
                use=use,
                ratio=f"{int(ratio * 100) / 100:.2f}",
                needed=f"{needed:.1f}",
            ),
            field,
        )
    return written(colour)


def theme(indigo: str, leaf: str) -> str:
    """CSS that follows the stylesheet and sets its variables; "" when no colour is set."""
    day: dict[str, Rgb] = {}
    night: dict[str, Rgb] = {}
    for name, text in (("indigo", indigo), ("leaf", leaf)):
        if text:
            for found, scheme in ((day, light(parse(text))), (night, dark(parse(text)))):
                found[name], found[f"on-{name}"] = scheme.colour, scheme.on
                found[f"{name}-ground"] = scheme.ground
    if indigo:
        cloth = parse(indigo)
        day |= {"cloth": cloth, "on-cloth-quiet": quiet_on(cloth)}
        night["cloth"] = mix(cloth, DARK_PAPER, TINT)
    if leaf:
        day["seal"] = parse(leaf)
    if not day:
        return ""
    at_night = f"@media screen and (prefers-color-scheme: dark) {{ {_root(night)} }}"
    return f"{_root(day)}\n{at_night}\n"


def _root(values: dict[str, Rgb]) -> str:
    return ":root { " + " ".join(f"--{k}: {written(v)};" for k, v in values.items()) + " }"
