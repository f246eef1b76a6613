"""How much may be sent: bytes of a file, files of a text, bytes of a person. Numbers: config.py."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import lazy_gettext

from forum.core.errors import RuleBroken
from forum.core.settings import setting
from forum.files.kinds import Kind

MB = 1_000_000


def largest(kind: Kind) -> int:
    """Bytes of a file of this kind as it is sent."""
    most: int = setting("FILE_IMAGE_BYTES" if kind is Kind.IMAGE else "FILE_PDF_BYTES")
    return most


def allowance(roles: Collection[str]) -> int:
    """Bytes that the kept files of a person with these roles may have; everybody who may attach is
    at least a member."""
    quotas: dict[str, int] = setting("FILE_QUOTAS")
    return max(quotas.get(role, 0) for role in ("member", *roles))


def check_allowance(roles: Collection[str], used: int) -> None:
    """RuleBroken at ``file`` when the person's files already take what they may."""
    most = allowance(roles)
    if used >= most:
        raise RuleBroken(
            lazy_gettext(
                "There is no room left: all your files together may have %(most)d MB.",
                most=most // MB,
            ),
            "file",
        )


def check_number(standing: int) -> None:
    """RuleBroken at ``file`` when a text already has as many files as it may."""
    most: int = setting("FILES_OF_A_TEXT")
    if standing >= most:
        raise RuleBroken(
            lazy_gettext("A text can have at most %(most)d photos and documents.", most=most),
            "file",
        )
