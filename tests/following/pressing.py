"""Buttons that belong to a form elsewhere on their page."""

from __future__ import annotations

from tests.page import Page


def press(page: Page, words: str) -> Page:
    """The one button with these words, wherever the form it belongs to stands."""
    (button,) = (b for b in page.find_all("button") if b.text == words)
    owner = button.attrs.get("form")
    form = next(
        form
        for form in page.forms
        if form.element.attrs.get("id") == owner
        and (owner or button in form.element.find_all("button"))
    )
    data = {**form.values, button.attrs["name"]: button.attrs["value"]}
    return page.client.post(button.attrs.get("formaction", form.action), data)
