"""What the sender of a refused file reads: what is wrong, and what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from forum.core.errors import RuleBroken
from forum.core.settings import setting
from forum.files import images, pdfs
from forum.files.limits import MB
from forum.files.refusals import Refusal

_PLAIN = {
    Refusal.EMPTY: _l("The file is empty. Please choose it again."),
    Refusal.KIND: _l("Only photos (JPEG, PNG, WebP, GIF) and PDF documents can be attached."),
    Refusal.FRAMES: _l("This animation has too many pictures. Please send a single picture."),
    Refusal.LOCKED: _l("The document is locked with a password. Please send it without one."),
    Refusal.ACTIVE: _l(
        "The document holds a program or another file. "
        "Please print it into a new PDF and send that one."
    ),
    Refusal.DAMAGED: _l("The file is damaged or was cut off. Please send it again."),
    Refusal.HEAVY: _l("The file is too complicated to be checked. Please send a simpler one."),
}


def broken(why: Refusal) -> RuleBroken:
    """The refusal as the forum says it, at ``file``."""
    return RuleBroken(_PLAIN.get(why) or _counted(why), "file")


def _counted(why: Refusal) -> object:
    if why is Refusal.PIXELS:
        return _l(
            "The picture is too large: it may have at most %(most)d million pixels. "
            "Please make it smaller and send it again.",
            most=images.PIXELS // 1_000_000,
        )
    if why is Refusal.PAGES:
        return _l(
            "The document has more than %(most)d pages. Please send the pages that matter.",
            most=pdfs.PAGES,
        )
    return _l(
        "The file is too large: a photo may have at most %(photo)d MB, a PDF %(pdf)d MB.",
        photo=setting("FILE_IMAGE_BYTES") // MB,
        pdf=setting("FILE_PDF_BYTES") // MB,
    )
