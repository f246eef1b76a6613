"""A form of a page a test has fetched, filled and sent as a browser would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from tests.html_tree import Element

if TYPE_CHECKING:
    from tests.page import Page


class Form:
    """A form of a page, with the values a browser would send for it."""

    def __init__(self, element: Element, page: Page) -> None:
        self.element, self.page = element, page
        self.method = element.attrs.get("method", "get").lower()
        self.action = urljoin(page.url, element.attrs.get("action") or page.url)
        self.controls: dict[str, list[Element]] = {}
        for control in element.find_all("input", "select", "textarea", "button"):
            if control.attrs.get("name") and "disabled" not in control.attrs:
                self.controls.setdefault(control.attrs["name"], []).append(control)

    @property
    def values(self) -> dict[str, Any]:
        """Name → value of everything filled in; buttons are only sent when named."""
        pairs = ((name, _value(controls)) for name, controls in self.controls.items())
        return {name: value for name, value in pairs if value is not None}

    def options(self, name: str) -> list[str]:
        """The values a select, a group of radios or the buttons of this name offer."""
        return [value for control in self.controls[name] for value in _offered(control)]

    def submit(self, *, status: int = 200, follow: bool = True, **fields: Any) -> Page:
        """Sends the form with ``fields`` changed; a field given as None is left out."""
        data = self.values
        for name, value in fields.items():
            if name not in self.controls:
                raise AssertionError(f"the form has no field {name!r}, only {list(self.controls)}")
            offered = self.options(name)
            if offered and value is not None and str(value) not in offered:
                raise AssertionError(f"{name!r} offers {offered}, not {value!r}")
            data[name] = value
        data = {name: value for name, value in data.items() if value is not None}
        client = self.page.client
        if self.method == "post":
            return client.post(self.action, data, status=status, follow=follow)
        return client.get(self.action, status=status, follow=follow, query=data)


def _value(controls: list[Element]) -> str | None:
    first = controls[0]
    kind = first.attrs.get("type", "text") if first.tag == "input" else first.tag
    if kind in {"button", "submit", "image", "reset"}:
        return None
    if kind in {"radio", "checkbox"}:
        checked = (c for c in controls if "checked" in c.attrs)
        return next((c.attrs.get("value", "on") for c in checked), None)
    if kind == "select":
        options = first.find_all("option")
        chosen = [o for o in options if "selected" in o.attrs] or options[:1]
        return _option(chosen[0]) if chosen else None
    if kind == "textarea":
        return first.source.removeprefix("\n")
    return first.attrs.get("value", "")


def _offered(control: Element) -> Iterator[str]:
    if control.tag == "select":
        yield from (_option(o) for o in control.find_all("option") if "disabled" not in o.attrs)
    elif control.tag == "button" or control.attrs.get("type") in {"radio", "checkbox", "submit"}:
        yield control.attrs.get("value", "on")


def _option(option: Element) -> str:
    return option.attrs.get("value", option.text)
