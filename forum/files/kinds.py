"""What may be sent, told by the bytes themselves: a file's name and its sender prove nothing."""

from __future__ import annotations

import enum


class Kind(enum.StrEnum):
    """What a file is for its readers."""

    IMAGE = "image"
    PDF = "pdf"


class Format(enum.StrEnum):
    """How a file is written when it arrives."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    PDF = "pdf"

    @property
    def kind(self) -> Kind:
        return Kind.PDF if self is Format.PDF else Kind.IMAGE


HEAD = 16  # bytes that tell the format
MIME = {Kind.IMAGE: "image/webp", Kind.PDF: "application/pdf"}  # as the files are kept
SUFFIX = {Kind.IMAGE: ".webp", Kind.PDF: ".pdf"}

_BEGINNINGS = {
    b"\xff\xd8\xff": Format.JPEG,
    b"\x89PNG\r\n\x1a\n": Format.PNG,
    b"GIF87a": Format.GIF,
    b"GIF89a": Format.GIF,
    b"%PDF-": Format.PDF,
}


def format_of(head: bytes) -> Format | None:
    """The format of a file that begins with ``head``; None for any other than these five."""
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Format.WEBP
    return next((found for begin, found in _BEGINNINGS.items() if head.startswith(begin)), None)
