"""Files in the form of an office's text. It has no draft of its own beside the text: a file that is
added or taken off goes along with saving."""

from __future__ import annotations

from typing import Any

from flask import g

from forum.core.errors import Conflict
from forum.official import policy
from forum.official.lifecycle import TextKind
from forum.official.models import OfficialText
from forum.threads.attaching import Files
from forum.web.once import settle


class DeskFiles(Files):
    """Of the officer, until the text is saved; then the text has them."""

    off = "drop"  # unlike in members' forms the button finishes the form: it saves the draft


def place_of(kind: TextKind, about: int | None) -> str:
    """Where an officer's files wait for the text: one living text of this kind is about it."""
    return f"desk:{kind.value}:{about or 'new'}"


def files_of(form: Any, text: OfficialText | None, place: str) -> DeskFiles | None:
    """The files of this form; None, and no field for them, where nobody may write it."""
    if form.file is None:
        return None
    if policy.may_write_text(g.actor, text):
        return DeskFiles(form, place, text)
    del form.file, form.dropped
    return None


def take_in(form: Any, files: DeskFiles | None, text: OfficialText | None) -> bool:
    """A chosen file stands from now on, whatever becomes of the text, and need not cross a slow
    line again. False when it cannot be taken: the form says why. Conflict before that when a
    colleague was quicker."""
    if files is None or not form.writing:
        return True
    if form.seen_version.seen != (text.version if text else 0):
        raise Conflict("text")
    if not files.prepare():
        return False
    if files.said:
        try:
            files.write()
            settle()
        except Exception:
            files.undo()
            raise
    return True
