"""Markdown to allow-listed HTML: the only importer of bleach, nh3 and markdown-it.

5 MB of a process, which ``core/text.py`` loads with the first text that is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = ["p", "br", "strong", "em", "del", "blockquote", "ul", "ol", "li", "a", "code", "pre", "hr"]
TAGS += ["h3", "h4", "table", "thead", "tbody", "tr", "th", "td"]
ATTRIBUTES = {"a": ["href", "rel"], "ol": ["start"]}
SCHEMES = ["http", "https", "mailto"]

_HEADING = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}

_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})
_markdown.disable("image")

_LINK = re.compile(r"https?://[^/]|mailto:|/(?![/\\])|#", re.IGNORECASE)


def _may_link(address: str) -> bool:
    return _LINK.match(address) is not None


# A link leads outside by its full address, or to a page of this forum; anything else stays text.
_markdown.validateLink = _may_link  # type: ignore[assignment]


_CALL = re.compile(r"(?<![\w@./])@\w[\w'’-]*(?: \w[\w'’-]*){0,5}")


def _names_in_bold(tokens: list[Token]) -> None:
    """``@`` and the capitalised words behind it are strong; whether somebody has that name is
    never shown."""
    for token in tokens:
        inside = token.children or []
        if not any(child.type == "text" and "@" in child.content for child in inside):
            continue
        token.children = [part for child in inside for part in _with_names(child)]


def _with_names(text: Token) -> Iterator[Token]:
    if text.type != "text":
        yield text
        return
    end = 0
    for found in _CALL.finditer(text.content):
        words = found.group().split(" ")
        more = takewhile(lambda word: word[:1].isupper(), words[1:])
        name = " ".join([words[0], *more])
        yield Token("text", "", 0, content=text.content[end : found.start()])
        yield Token("strong_open", "strong", 1)
        yield Token("text", "", 0, content=name)
        yield Token("strong_close", "strong", -1)
        end = found.start() + len(name)
    yield Token("text", "", 0, content=text.content[end:])


def _without_empty(_tag: str, _attribute: str, value: str) -> str | None:
    """``[words]()`` is no link."""
    return value or None


def html_of(source: str) -> str:
    """HTML with only TAGS, ATTRIBUTES and SCHEMES; links marked ``nofollow ugc``.

    Raw HTML in the source comes out as text. bleach cuts first; nh3, the maintained sanitiser,
    cuts what bleach might have left.
    """
    tokens = _markdown.parse(source)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _HEADING[token.tag]  # h1 belongs to the page, h2 to its parts
    if "@" in source:
        _names_in_bold(tokens)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    html = bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=SCHEMES, strip=True)
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=set(SCHEMES),
        link_rel="nofollow ugc noopener",
        attribute_filter=_without_empty,
    )
