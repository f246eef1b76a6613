"""Hands that know Tab, letters, Space and Enter, and eyes that look where the focus is."""

from __future__ import annotations

from playwright.sync_api import Page

LIMIT = 150  # presses of Tab; a page that needs more of them is no page for the keyboard

_FOCUSED = """() => {
const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
    && box.left < innerWidth;
return { name: e.outerHTML.slice(0, 90), body: e === document.body, ring, inside }; }"""


class Keys:
    """A keyboard on one page. Focus that cannot be seen fails at once."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab(self) -> bool:
        """To the next thing; False when the page is through."""
        self.page.keyboard.press("Tab")
        focused = self.page.evaluate(_FOCUSED)
        if focused["body"]:
            return False
        assert focused["ring"], f"no ring around {focused['name']}"
        assert focused["inside"], f"out of the window: {focused['name']}"
        return True

    def to(self, selector: str) -> None:
        """Tab until the focus is on it."""
        for _press in range(LIMIT):
            if self.tab() and self.at(selector):
                return
        raise AssertionError(f"Tab never reaches {selector} on {self.page.url}")

    def at(self, selector: str) -> bool:
        return bool(self.page.evaluate("s => document.activeElement.matches(s)", selector))

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def enter(self) -> None:
        """Enter is pressed, and the page it leads to stands."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
