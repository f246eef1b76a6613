"""What must hold on every page any test fetches. Each rule yields its complaints in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.html_tree import Element

Rule = Callable[[Element], Iterator[str]]
RULES: list[Rule] = []

UNLABELLED = frozenset({"hidden", "submit", "button", "image", "reset"})
LINK = re.compile(r"(?:https?://[^\s/]+\S*|mailto:\S+|tel:[+\d]+|[/?#]\S*|\S+=\S*)\Z")
# A message without its value, or a Python object where a word was meant.
UNFILLED = re.compile(
    r"%\(\w+\)[sd]|<(?:function|built-in method|bound method|class) |<\w+ object at"
)


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


@rule
def one_heading_opens_the_title(page: Element) -> Iterator[str]:
    headings = page.find_all("h1")
    titles = [e for e in page.find_all("title") if not any(a.tag == "svg" for a in e.ancestors())]
    if len(headings) != 1:
        yield f"{len(headings)} h1, not one"
    elif not headings[0].text:
        yield "the h1 is empty"
    if len(titles) != 1:
        yield f"{len(titles)} <title>, not one"
    elif len(headings) == 1:
        title = " ".join(titles[0].source.split())
        if not title.startswith(headings[0].text):
            yield f"the title {title!r} does not begin with the h1 {headings[0].text!r}"


@rule
def the_language_is_named(page: Element) -> Iterator[str]:
    html = page.find("html")
    if html is None or not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", html.attrs.get("lang", "")):
        yield "<html> names no language"
    for element in page.find_all():
        if "lang" in element.attrs and not element.attrs["lang"]:
            yield f"<{element.tag}> has an empty lang"


@rule
def there_is_one_main(page: Element) -> Iterator[str]:
    count = len(page.find_all("main"))
    if count != 1:
        yield f"{count} <main>, not one"


@rule
def ids_are_unique_and_referred_to(page: Element) -> Iterator[str]:
    ids = [e.attrs["id"] for e in page.find_all() if "id" in e.attrs]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"id {twice!r} stands more than once"
    for bad in sorted({i for i in ids if not i or " " in i}):
        yield f"id {bad!r} is none"
    for element in page.find_all():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form"):
            if name in element.attrs:
                for target in element.attrs[name].split():
                    if target not in ids:
                        yield f"<{element.tag} {name}={target!r}> points to no id"


@rule
def inputs_are_labelled(page: Element) -> Iterator[str]:
    labels = {e.attrs["for"]: e.text for e in page.find_all("label") if "for" in e.attrs}
    for control in page.find_all("input", "select", "textarea"):
        if control.attrs.get("type", "") in UNLABELLED:
            continue
        wrapped = next((a.text for a in control.ancestors() if a.tag == "label"), "")
        aria = control.attrs.get("aria-label") or control.attrs.get("aria-labelledby")
        if not (labels.get(control.attrs.get("id", "")) or wrapped or aria):
            yield f"<{control.tag} name={control.attrs.get('name', '')!r}> has no label"


@rule
def what_is_pressed_has_a_name(page: Element) -> Iterator[str]:
    for element in page.find_all("a", "button"):
        named = element.attrs.get("aria-label") or element.attrs.get("aria-labelledby")
        images = any(image.attrs.get("alt") for image in element.find_all("img"))
        if not (element.text or named or images):
            yield f"<{element.tag}> to {element.attrs.get('href', 'press')!r} has no name"
    for image in page.find_all("img"):
        if "alt" not in image.attrs:
            yield f"<img src={image.attrs.get('src', '')!r}> has no alt"


@rule
def posts_carry_a_token(page: Element) -> Iterator[str]:
    for form in page.find_all("form"):
        if form.attrs.get("method", "get").lower() == "post":
            token = form.find("input", name="csrf_token")
            if token is None or not token.attrs.get("value"):
                yield f"the POST form to {form.attrs.get('action', '')!r} has no csrf_token"


@rule
def style_and_script_are_files(page: Element) -> Iterator[str]:
    for element in page.find_all():
        if element.tag == "style":
            yield "an inline <style>"
        if element.tag == "script" and (not element.attrs.get("src") or element.source.strip()):
            yield "an inline <script>"
        for name, value in element.attrs.items():
            if name == "style" or (name.startswith("on") and name.isalpha()):
                yield f"<{element.tag}> carries {name}="
            if name in {"href", "src", "action"} and value.lower().startswith(
                ("javascript:", "data:")
            ):
                yield f"<{element.tag} {name}={value!r}>"


@rule
def links_are_well_formed(page: Element) -> Iterator[str]:
    ids = {e.attrs["id"] for e in page.find_all() if "id" in e.attrs}
    for element in page.find_all("a", "link", "form"):
        target = element.attrs.get("action" if element.tag == "form" else "href")
        if target is None or (element.tag == "form" and target == ""):
            continue
        if not LINK.match(target) or target.startswith("//") or "/None" in target:
            yield f"<{element.tag}> leads to {target!r}"
        elif target.startswith("#") and len(target) > 1 and target[1:] not in ids:
            yield f"<{element.tag}> leads to {target!r}, which is not on the page"


@rule
def nothing_is_left_unfilled(page: Element) -> Iterator[str]:
    body = page.find("body")
    for found in UNFILLED.findall(body.text if body else ""):
        yield f"{found!r} stands in the text"


def complaints(page: Element, tag_faults: list[str]) -> list[str]:
    """All that is wrong with the page as it stands, without its headers."""
    return tag_faults + [fault for check in RULES for fault in check(page)]
