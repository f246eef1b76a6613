"""Small pictures, made by hand: what an administrator may and may not send as the emblem."""

from __future__ import annotations

import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def part(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG with its length and sum."""
    sealed = zlib.crc32(kind + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + kind + content + sealed


def png(width: int = 4, height: int = 4, *, more: bytes = b"") -> bytes:
    """A grey picture; ``more`` are chunks before its end."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    lines = zlib.compress((b"\0" + b"\x80" * width) * height, 9)
    body = part(b"IHDR", head) + part(b"IDAT", lines) + more + part(b"IEND", b"")
    return SIGNATURE + body


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>'
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00" + b"\x00" * 40
GOOD = png()
REFUSED = {
    "svg": SVG,
    "jpeg": JPEG,
    "cut off": GOOD[:-9],
    "without its end": GOOD[: GOOD.index(b"IEND") - 4],
    "only a signature": SIGNATURE,
    "with something behind": GOOD + SVG,
    "with a wrong sum": GOOD.replace(b"\x08\x00\x00\x00\x00", b"\x08\x02\x00\x00\x00"),
    "too wide": png(513, 4),
    "too high": png(4, 513),
    "without a size": png(0, 4),
    "too heavy": png(more=part(b"teXt", b"x" * 20_000)),
}
