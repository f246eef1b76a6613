"""A small tree of an HTML page, from the standard parser; notes what does not close in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNSEEN = frozenset({"script", "style", "template", "title"})
BLOCKS = frozenset(
    "address article aside blockquote body button caption dd details div dl dt fieldset figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section"
    " select summary table tbody td textarea th thead tr ul br".split()
)


@dataclass
class Element:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the page."""
        yield self
        yield from self._below

    @cached_property
    def _below(self) -> list[Element]:
        # Kept: a page is asked twenty times over, and stays as it was parsed.
        found: list[Element] = []
        waiting: list[Element | str] = self.children[::-1]
        while waiting:
            child = waiting.pop()
            if isinstance(child, Element):
                found.append(child)
                waiting += child.children[::-1]
        return found

    def find_all(self, *tags: str, **attrs: str) -> list[Element]:
        """All below with one of the tags (any, when none is given) and exactly these attributes.

        ``class_="chip"`` means: has this class among others.
        """
        if not attrs:
            return [e for e in self._below if not tags or e.tag in tags]
        return [e for e in self._below if e.matches(tags, attrs)]

    def find(self, *tags: str, **attrs: str) -> Element | None:
        return next(iter(self.find_all(*tags, **attrs)), None)

    def matches(self, tags: tuple[str, ...], attrs: dict[str, str]) -> bool:
        if tags and self.tag not in tags:
            return False
        for name, value in attrs.items():
            if name == "class_":
                if value not in self.attrs.get("class", "").split():
                    return False
            elif self.attrs.get(name) != value:
                return False
        return True

    def ancestors(self) -> Iterator[Element]:
        step = self.parent
        while step is not None:
            yield step
            step = step.parent

    @property
    def text(self) -> str:
        """What a person reads here: words with single spaces, blocks apart."""
        return " ".join("".join(self._pieces()).split())

    @property
    def source(self) -> str:
        """The character data below, as it is: scripts, textareas."""
        return "".join(c if isinstance(c, str) else c.source for c in self.children)

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in UNSEEN:
                edge = " " if child.tag in BLOCKS else ""
                yield edge
                yield from child._pieces()
                yield edge


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#page")
        self.open = [self.root]
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.faults.append(f"<{tag}> carries {name} twice")
        values = {name: value or "" for name, value in attrs}
        element = Element(tag, values, self.open[-1])
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
        elif any(element.tag == tag for element in self.open):
            self.faults.append(f"</{tag}> comes while <{self.open[-1].tag}> is open")
            while self.open.pop().tag != tag:
                pass
        else:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> tuple[Element, list[str]]:
    """The tree below a root without a name, and what is wrong with its tags."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    left = [f"<{element.tag}> is never closed" for element in builder.open[1:]]
    return builder.root, builder.faults + left
