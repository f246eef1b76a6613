"""What a page looks like to a thumb and to weak eyes, measured inside the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

USUAL, LARGE = {"standard": 16, "fixed": 13}, {"standard": 32, "fixed": 26}

_SEEN = """
const name = e => e.tagName.toLowerCase() + (e.className ? "." + [...e.classList].join(".") : "")
    + " " + JSON.stringify((e.getAttribute("aria-label") || e.innerText || e.name || "")
    .trim().slice(0, 40));
const hidden = e => !e.checkVisibility({ visibilityProperty: true })
    || e.closest(".visually-hidden, .skip, [aria-hidden=true]");
const scrolled = e => { for (let p = e.parentElement; p; p = p.parentElement)
    if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return true; return false; };
const pressed = () => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter(e => !hidden(e));
"""

_CUT = (
    """() => {"""
    + _SEEN
    + """
const width = document.documentElement.clientWidth, found = [];
if (document.documentElement.scrollWidth > width)
    found.push("the page is " + document.documentElement.scrollWidth + " wide");
for (const e of document.querySelectorAll("body *")) {
    if (hidden(e) || e.closest("svg") || e.matches("textarea, input, select")) continue;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (box.width && (box.right > width + 1 || box.left < -1) && !scrolled(e))
        found.push("beyond the edge: " + name(e));
    if (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1
        && !e.matches(".own-name"))
        found.push("cut off: " + name(e));
}
return found.slice(0, 5); }"""
)

_SMALL = (
    """() => {"""
    + _SEEN
    + """
const inText = e => e.tagName === "A" && getComputedStyle(e).display === "inline"
    && [...e.parentElement.childNodes].some(n => n.nodeType === 3 && /[^\\s·,|]/.test(n.data));
const large = "button, select, textarea, summary, input, header nav a, .button";
const found = [];
for (const e of pressed()) {
    if (inText(e)) continue;
    const own = e.matches("[type=checkbox], [type=radio]") && e.labels && e.labels[0];
    const box = (own || e).getBoundingClientRect(), least = e.matches(large) ? 44 : 24;
    if (box.height < least - 0.5 || box.width < Math.min(least, 24) - 0.5)
        found.push(Math.round(box.width) + "×" + Math.round(box.height) + " " + name(e));
}
return found; }"""
)

_COVERED = (
    """() => {"""
    + _SEEN
    + """
const found = [];
for (const e of pressed()) {
    e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const box = e.getClientRects()[0];
    if (!box || box.width < 1 || box.height < 1) { found.push("no size: " + name(e)); continue; }
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!hit) found.push("out of reach: " + name(e));
    else if (!e.contains(hit) && !hit.contains(e)) found.push(name(hit) + " covers " + name(e));
}
return found; }"""
)


def cut_off(page: Page) -> list[str]:
    """What sticks out of the window or is cut at an edge. A table that scrolls by itself may, and
    the head shortens the reader's own name, which the reader knows."""
    return list(page.evaluate(_CUT))


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and menu entries under 44 pixels of height, other links under 24. A link
    inside a sentence may be as low as its line (WCAG 2.5.8)."""
    return list(page.evaluate(_SMALL))


def out_of_reach(page: Page) -> list[str]:
    """What is pressed but cannot be hit in its middle: covered, without size, or nowhere."""
    return list(page.evaluate(_COVERED))


def gathered(faults: list[tuple[str, str]]) -> list[str]:
    """One line for each fault with the places that have it: what is wrong in the head of the page
    is wrong everywhere."""
    where: dict[str, list[str]] = {}
    for title, fault in faults:
        where.setdefault(fault, []).append(title)
    return [
        f"{fault} [{len(titles)} × {', '.join(titles[:3])}{' …' if titles[3:] else ''}]"
        for fault, titles in where.items()
    ]


@contextmanager
def large_text(page: Page) -> Iterator[None]:
    """The reader has set the browser's text to twice its size."""
    link = page.context.new_cdp_session(page)
    link.send("Page.setFontSizes", {"fontSizes": LARGE})
    try:
        yield
    finally:
        link.send("Page.setFontSizes", {"fontSizes": USUAL})
        link.detach()
