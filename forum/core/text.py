"""Text on its way in and out: NFC, HTML, excerpt, slug, folding.

Source is stored as typed; HTML is made once, at writing, and stored with the renderer's version.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

RENDERER = 2  # raise when the allow-list or the Markdown dialect changes

# Bidirectional overrides and isolates can make a text read differently from what it says.
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ufeff]"
)
_MARKS = re.compile(
    r"(?:(?![\u1780-\u17ff\uaa80-\uaadf\uaa00-\uaa5f])[\u0300-\u036f\u0483-\u0489]){9,}"
)
# What readers do not see although it is no white space: fillers, joiners, variation selectors.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")


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


@lru_cache(maxsize=64)
def render(source: str) -> str:
    """Markdown to clean HTML: see ``core/markdown.py``.

    The last results are kept: a preview is often sent unchanged, and a service can render before
    it takes the write lock and again where it stores.
    """
    from forum.core.markdown import html_of  # not in the worker, which writes no text

    return html_of(source)


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
