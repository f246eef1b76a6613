"""Letters: what is one, which script it is of, how Latin ones are folded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

# All marks of the basic plane, and those of the two Hmong scripts beyond it: every further range
# beyond it is tried one by one, at 0.5 µs a character.
MARKS = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")
MARKS += "\U00016b30-\U00016b36\U0001e130-\U0001e136"
# Format characters vanish, inside a word too; the zero-width space is a break and is not here.
FORMAT = "\u00ad\u034f\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
WORD = rf"[\w{MARKS}]"
_FORMAT_CHARACTER = re.compile(f"[{FORMAT}]")

LATIN, OTHER, CLUSTERS, TAI_VIET = "Latin", "other", "clusters", "Tai Viet"
# Start of each block and how its letters become tokens. Blocks that are not named are cut from
# Latin, lower-cased and otherwise left alone.
_BLOCKS = (
    (0x0000, LATIN),
    (0x0370, "Greek"),
    (0x0400, "Cyrillic"),
    (0x0530, OTHER),
    (0x0E00, CLUSTERS + " Thai"),
    (0x0E80, CLUSTERS + " Lao"),
    (0x0F00, OTHER),
    (0x1780, CLUSTERS + " Khmer"),
    (0x1800, OTHER),
    (0x1D00, LATIN),
    (0x1F00, "Greek"),
    (0x2000, LATIN),
    (0x2C00, OTHER),
    (0x2C60, LATIN),
    (0x2C80, OTHER),
    (0x2E80, CLUSTERS + " Han"),
    (0x3040, OTHER),
    (0x3400, CLUSTERS + " Han"),
    (0xA000, OTHER),
    (0xA720, LATIN),
    (0xA800, OTHER),
    (0xAA00, CLUSTERS + " Cham"),
    (0xAA60, OTHER),
    (0xAA80, TAI_VIET),
    (0xAAE0, OTHER),
    (0xAB30, LATIN),
    (0xAB70, OTHER),
    (0xF900, CLUSTERS + " Han"),
    (0xFB00, LATIN),
    (0xFB10, OTHER),
    (0xFF10, LATIN),
    (0xFF66, OTHER),
    (0x1D400, LATIN),
    (0x1D800, OTHER),
    (0x20000, CLUSTERS + " Han"),
)
_BLOCK_STARTS = [start for start, _ in _BLOCKS]
# Letters that Unicode does not take apart, with the look-alikes that keyboards and old fonts give.
_FOLDED_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ɖ": "d", "ƀ": "b", "ß": "ss", "ʼ": None, "ʻ": None, "ˈ": None}
)


def fold(text: str) -> str:
    """Latin ``text`` in lower case without diacritics, letters and digits only."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).lower()
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in letters
        if letter.isalnum()
    ).translate(_FOLDED_LETTERS)


def plain(text: str) -> str:
    """``text`` of any other script: composed, lower case, without format characters."""
    return unicodedata.normalize("NFC", _FORMAT_CHARACTER.sub("", text)).lower()


def script_of(letter: str) -> str:
    """LATIN, TAI_VIET, a name that begins with CLUSTERS, or another that is only kept apart."""
    if letter.isdecimal():
        return LATIN  # a number is one token in every script
    return _BLOCKS[bisect_right(_BLOCK_STARTS, ord(letter)) - 1][1]


def is_attached(letter: str) -> bool:
    """Marks and format characters belong to the letter before them, whatever their block."""
    return unicodedata.category(letter)[0] in "MC"
