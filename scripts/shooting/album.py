"""The pictures of a run on one page."""

from __future__ import annotations

from html import escape
from pathlib import Path

HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every page</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 16px }
img { width: 180px; vertical-align: top; border: 1px solid #999; margin: 0 8px 8px 0 }
</style>
<h1>Every page</h1>
"""


def write_album(folder: Path, pictures: dict[str, list[str]], faults: list[str]) -> Path:
    """``index.html`` lists the pictures of each place, and what was wrong on top."""
    lines = [HEAD]
    if faults:
        items = "".join(f"<li>{escape(fault)}</li>\n" for fault in faults)
        lines.append(f"<h2>What is wrong</h2>\n<ul>\n{items}</ul>\n")
    for title, names in pictures.items():
        images = "\n".join(
            f'<a href="{name}"><img src="{name}" alt="{escape(name)}" loading="lazy"></a>'
            for name in names
        )
        lines.append(f"<h2>{escape(title)}</h2>\n<p>{images}</p>\n")
    path = folder / "index.html"
    path.write_text("".join(lines), "utf-8")
    return path
