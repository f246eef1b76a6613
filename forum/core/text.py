"""Text on its way in and out: NFC, Markdown to allow-listed HTML, excerpt, slug, folding.

The only importer of bleach, nh3 and markdown-it. Source is stored as typed; HTML is made once, at
writing, and stored with the renderer's version.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

RENDERER = 2  # raise when the allow-list or the Markdown dialect changes

TAGS = ["p", "br", "strong", "em", "del", "blockquote", "ul", "ol", "li", "a", "code", "pre", "hr"]
TAGS += ["h3", "h4", "table", "thead", "tbody", "tr", "th", "td"]
ATTRIBUTES = {"a": ["href", "rel"], "ol": ["start"]}
SCHEMES = ["http", "https", "mailto"]

# Bidirectional overrides and isolates can make a text read differently from what it says.
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ufeff]"
)
_MARKS = re.compile(
    r"(?:(?![\u1780-\u17ff\uaa80-\uaadf\uaa00-\uaa5f])[\u0300-\u036f\u0483-\u0489]){9,}"
)
# What readers do not see although it is no white space: fillers, joiners, variation selectors.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
_HEADING = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}

_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})
_markdown.disable("image")

_LINK = re.compile(r"https?://[^/]|mailto:|/(?![/\\])|#", re.IGNORECASE)


def _may_link(address: str) -> bool:
    return _LINK.match(address) is not None


# A link leads outside by its full address, or to a page of this forum; anything else stays text.
_markdown.validateLink = _may_link  # type: ignore[assignment]


def tidy(text: str) -> str:
    """NFC, line ends as ``\\n``, no control or direction-override characters, trimmed.

    Lone surrogates become U+FFFD; more than eight combining marks in a row are cut to eight.
    """
    text = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text)
    return _MARKS.sub(lambda run: run.group()[:8], text).strip()


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def one_line(text: str) -> str:
    """``tidy`` with every run of white space as one space: titles, names."""
    return " ".join(tidy(text).split())


def is_seen(text: str) -> bool:
    """Whether a reader sees anything of ``text``."""
    return any(unicodedata.category(c)[0] not in "CZ" for c in _UNSEEN.sub("", text))


def has_letters(text: str) -> bool:
    """Whether a letter or digit is seen in ``text``, as in every name."""
    return any(c.isalnum() for c in _UNSEEN.sub("", text))


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


@lru_cache(maxsize=64)
def render(source: str) -> str:
    """Markdown to HTML with only TAGS, ATTRIBUTES and SCHEMES; links marked ``nofollow ugc``.

    Raw HTML in the source comes out as text. bleach cuts first; nh3, the maintained sanitiser,
    cuts what bleach might have left. The last results are kept: a preview is often sent unchanged,
    and a service can render before it takes the write lock and again where it stores.
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


_TAG = re.compile(r"<[^>]+>")
_ENTITY = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}


def plain(html: str) -> str:
    """The words of cleaned HTML in one line, entities resolved."""
    text = _TAG.sub(" ", html)
    for entity, character in _ENTITY.items():
        text = text.replace(entity, character)
    return " ".join(text.split())


def excerpt(html: str, characters: int = 200) -> str:
    """The beginning of the words of cleaned HTML, cut at a space, with an ellipsis when cut."""
    return shorten(plain(html), characters)


def shorten(text: str, characters: int) -> str:
    """``text`` of at most ``characters`` characters, cut at a space, with an ellipsis when cut."""
    if len(text) <= characters:
        return text
    return text[:characters].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ƀ": "b", "Ƀ": "B"})


def fold(text: str) -> str:
    """Lower case without Latin diacritics, đ as d: for slugs, comparing names, finding choices."""
    text = unicodedata.normalize("NFD", text.translate(_LETTERS)).casefold()
    return "".join(c for c in text if not "\u0300" <= c <= "\u036f")


def slug(text: str) -> str:
    """ASCII words joined by hyphens, at most 60 characters; never empty."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    joined = "-".join(words)
    return (joined[:60].rsplit("-", 1)[0] if len(joined) > 60 else joined) or "chu-de"


# Letters of other scripts, digits and signs that pass for a Latin letter on a cheap phone.
_ALIKE_FROM = "аеорсухіјӏѕԁһкмтвнανορτυικ013457$@|!"
_ALIKE_TO = "aeopcyxijlsdhkmtbhavoptuikoieastsail"
_LOOKALIKE = str.maketrans(_ALIKE_FROM, _ALIKE_TO)


def skeleton(text: str) -> str:
    """``fold`` with look-alike letters and digits unified and everything else dropped.

    Two names with one skeleton can be taken for each other.
    """
    folded = fold(unicodedata.normalize("NFKC", text)).translate(_LOOKALIKE)
    return "".join(c for c in folded if c.isalnum()).replace("l", "i")
