"""The rules of axe-core, run inside a page as the browser drew it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[1] / "data" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async runOnly => {
    const found = await axe.run(document, { runOnly, resultTypes: ["violations"] });
    return found.violations.map(v => [v.id, v.nodes.map(n => [n.target.join(" "), n.any
        .concat(n.all, n.none).map(check => check.message).join("; ")])]);
}"""


@lru_cache
def source() -> str:
    return SOURCE.read_text("utf-8")


def findings(page: Page, *, colours_only: bool = False) -> list[str]:
    """One line a finding: rule, element, what is wrong."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(source())
    kind: dict[str, Any] = {"type": "tag", "values": TAGS}
    if colours_only:
        kind = {"type": "rule", "values": COLOURS}
    return [
        f"{rule}: {target} ({message})"
        for rule, nodes in page.evaluate(RUN, kind)
        for target, message in nodes
    ]
