"""Squares that a telephone's camera reads."""

from __future__ import annotations

from markupsafe import Markup


def square(text: str) -> Markup:
    """An SVG element that says ``text``; a seventh of it may be dirty or torn (level M)."""
    import segno  # few pages draw one, and each process would hold it: 0.7 MB

    drawn = segno.make(text, error="m").svg_inline(
        scale=4, light="#fff", svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 (drawn by segno)
