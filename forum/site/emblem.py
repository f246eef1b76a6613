"""The emblem: a small PNG, read by hand, because whatever is served from here is trusted."""

from __future__ import annotations

import hashlib
import zlib

from flask_babel import lazy_gettext

from forum.core.errors import RuleBroken

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 20_000  # bytes: it comes once with the first page, also over a slow line
WIDEST = 512  # pixels
# Colour type → the bit depths that PNG (ISO/IEC 15948) allows with it.
DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}


def checked(data: bytes) -> bytes:
    """``data``, which is a whole PNG that is small enough; else RuleBroken at ``emblem``."""
    if len(data) > LARGEST:
        raise RuleBroken(
            lazy_gettext(
                "The picture has %(size)d bytes; at most %(most)d are allowed.",
                size=len(data),
                most=LARGEST,
            ),
            "emblem",
        )
    if not data.startswith(SIGNATURE):
        raise RuleBroken(lazy_gettext("This is not a PNG picture. Please send a PNG."), "emblem")
    width, height = _size(data)
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise RuleBroken(
            lazy_gettext(
                "The picture measures %(width)d by %(height)d; at most %(most)d by %(most)d pixels"
                " are allowed.",
                width=width,
                height=height,
                most=WIDEST,
            ),
            "emblem",
        )
    return data


def _size(data: bytes) -> tuple[int, int]:
    """Width and height from IHDR, once every part proved to be whole."""
    parts, place = [], len(SIGNATURE)
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        sealed = data[place + 8 + length : place + 12 + length]
        if len(sealed) < 4 or zlib.crc32(kind + content) != int.from_bytes(sealed, "big"):
            raise _damaged()
        parts.append((kind, content))
        place += 12 + length
    kinds = [kind for kind, _content in parts]
    if not parts or kinds.count(b"IHDR") != 1 or b"IDAT" not in kinds or kinds[-1] != b"IEND":
        raise _damaged()
    head = parts[0][1]
    if kinds[0] != b"IHDR" or len(head) != 13 or head[8] not in DEPTHS.get(head[9], set()):
        raise _damaged()
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")


def _damaged() -> RuleBroken:
    return RuleBroken(
        lazy_gettext("The picture is damaged or was cut off. Please send it again."), "emblem"
    )


def hash_of(data: bytes) -> str:
    """Part of the picture's address, which therefore never changes its meaning."""
    return hashlib.sha256(data).hexdigest()[:16]
