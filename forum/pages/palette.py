"""The colours of the stylesheet as they stand there, measured: for the style page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import config
from forum.site.colours import contrast, parse

STYLESHEET = Path(config.ROOT) / "static" / "css" / "forum.css"
BLOCK = re.compile(r":root \{\s*(?:color-scheme[^;]*;)?(.*?)\}", re.S)
VARIABLE = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6})\b")

# What stands on what: text needs 4.5, the edge of a control 3.
TEXT_ON = (
    ("ink", "paper"),
    ("ink", "surface"),
    ("quiet", "paper"),
    ("quiet", "surface"),
    ("indigo", "paper"),
    ("indigo", "surface"),
    ("indigo", "indigo-ground"),
    ("on-indigo", "indigo"),
    ("leaf", "paper"),
    ("leaf", "leaf-ground"),
    ("ink", "leaf-ground"),
    ("quiet", "leaf-ground"),
    ("on-leaf", "leaf"),
    ("on-seal", "seal"),
    ("turmeric", "turmeric-ground"),
    ("ink", "turmeric-ground"),
    ("quiet", "turmeric-ground"),
    ("madder", "paper"),
    ("madder", "surface"),
    ("madder", "madder-ground"),
    ("ink", "madder-ground"),
    ("on-cloth", "cloth"),
    ("on-cloth-quiet", "cloth"),
)
EDGE_ON = (("edge", "paper"), ("edge", "surface"), ("thread", "cloth"))


@dataclass(frozen=True)
class Pair:
    """One colour on another, and their contrast in the light and the dark scheme."""

    front: str
    ground: str
    light: float
    dark: float
    least: float


def schemes(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """Variable → ``#rrggbb`` in the light and in the dark scheme."""
    first, second = (dict(VARIABLE.findall(block)) for block in BLOCK.findall(css)[:2])
    light = {name: _six(value) for name, value in first.items()}
    return light, light | {name: _six(value) for name, value in second.items()}


def _six(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def pairs(css: str) -> list[Pair]:
    """Every pair the pages use, measured."""
    light, dark = schemes(css)
    uses = [(*pair, 4.5) for pair in TEXT_ON] + [(*pair, 3.0) for pair in EDGE_ON]
    return [
        Pair(front, ground, _measured(light, front, ground), _measured(dark, front, ground), least)
        for front, ground, least in uses
    ]


def _measured(scheme: dict[str, str], front: str, ground: str) -> float:
    return contrast(parse(scheme[front]), parse(scheme[ground]))


@lru_cache
def palette() -> list[Pair]:
    """The pairs of the stylesheet that this code was shipped with."""
    return pairs(STYLESHEET.read_text("utf-8"))
