"""Pictures of one place, and what is wrong with it at each width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from scripts.shooting.places import Place

Scheme = Literal["light", "dark", "forced"]
WIDTHS = (360, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
FORCED: Scheme = "forced"  # the reader's own colours; drawn when asked for
PAPER = 794  # A4 at 96 dots an inch
HEIGHTS = {360: 740, 1280: 900, PAPER: 1123}
TOO_WIDE = "() => [document.documentElement.scrollWidth, window.innerWidth]"


def views(
    place: Place, widths: tuple[int, ...], schemes: tuple[Scheme, ...]
) -> Iterator[tuple[int, Scheme]]:
    """Paper has one width and no dark."""
    if place.printed:
        yield PAPER, "light"
        return
    for width in widths:
        for scheme in schemes:
            yield width, scheme


def stand(page: Page, place: Place, width: int, scheme: Scheme) -> None:
    """The page is drawn so."""
    page.emulate_media(
        media="print" if place.printed else "screen",
        color_scheme="light" if scheme == FORCED else scheme,
        forced_colors="active" if scheme == FORCED else "none",
    )
    page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 900)})


def shoot(page: Page, place: Place, view: tuple[int, Scheme], folder: Path) -> tuple[str, str]:
    """The file's name, and a complaint or ""."""
    width, scheme = view
    stand(page, place, width, scheme)
    name = f"{place.title}-{width}-{scheme}.png"
    page.screenshot(path=folder / name, full_page=True, animations="disabled")
    content, window = page.evaluate(TOO_WIDE)
    wide = content > window and not place.printed
    return name, f"{content} pixels wide in a window of {window}" if wide else ""
