"""Files in a writing form: chosen, added, taken off, listed. The form stays one form without
scripts: each act is a button of it, and a chosen file is added whatever the button.

    files = files_of_form(form, reply_to(thread.id))
    sheet = Sheet(form, reply_to(thread.id), files)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField

from forum.accounts import throttle
from forum.core.db import db
from forum.core.settings import setting
from forum.files import limits
from forum.files import service as files_service
from forum.files.kinds import Kind
from forum.files.service import StoredFile
from forum.threads import policy, service
from forum.threads.queries.attachments import begun
from forum.threads.service import Enclosed
from forum.threads.service.attachments import Shows, entry_of
from forum.web.pagination import as_number

# Not HEIC: told so, telephones that take their photos in it hand over JPEG.
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,application/pdf"
LISTED = 20  # numbers of files that are read from a form, more than any text may have


def file_field() -> FileField:
    """The field in which a file is chosen."""
    return FileField(_l("Add a photo or a PDF document"), render_kw={"accept": ACCEPTED})


def dropped_field() -> HiddenField:
    """In the form that changes a text: names of files that its new wording shall not have."""
    return HiddenField(default="")


def files_of_form(form: Any, place: str, before: Shows | None = None) -> Files | None:
    """The files of this form; None, and no field for them, where the actor may have none."""
    if policy.may_attach(g.actor):
        return Files(form, place, before)
    del form.file
    return None


class Files:
    """The files of one form. ``before`` is the wording that the form changes; those of its files
    that are not dropped stay. ``listed`` is set where the page shows them."""

    off = "detach"  # the name of the buttons that take one off

    def __init__(self, form: Any, place: str, before: Shows | None) -> None:
        self.form, self.place = form, place
        self.earlier = (before.attachments if before else None) or []
        shown = request.form.get("files", "").split()[:LISTED]
        self.numbers = [n for n in map(as_number, shown) if n]
        self.listed: list[tuple[dict[str, Any], str]] = []
        self.said = ""
        self._taken: StoredFile | None = None
        self._taken_off: int | None = None
        if "dropped" in form and request.method == "POST":
            form.dropped.data = " ".join(sorted(self._dropped()))

    @property
    def kept(self) -> Sequence[dict[str, Any]]:
        """Files of the wording before that stay."""
        dropped = self._dropped()
        return [entry for entry in self.earlier if entry["name"] not in dropped]

    @property
    def full(self) -> bool:
        return len(self.listed) >= int(setting("FILES_OF_A_TEXT"))

    @property
    def largest_paper(self) -> int:
        """Bytes of a document; a photo may be as large as telephones take them."""
        return limits.largest(Kind.PDF)

    def prepare(self) -> bool:
        """What the request asks for can be written; else the form says why not. Before the first
        write: a picture takes a second to read."""
        if self.off in request.form:
            self._take_off(request.form[self.off])
            return True
        upload = self.form.file.data
        if upload:
            with self.form.showing_rules():
                self._take_in(upload)
        elif "attach" in request.form:
            self.form.file.errors = [_("Please choose a photo or a document first.")]
        return not self.form.file.errors

    def write(self) -> None:
        """What ``prepare`` made ready stands in the database with the next commit."""
        if self._taken is not None:
            row = service.attach(g.actor, self.place, self._taken)
            self.numbers.append(row.id)
        if self._taken_off is not None:
            service.detach(g.actor, self.place, self._taken_off)

    def undo(self) -> None:
        """The file that was taken in is let go: its row will not be written."""
        if self._taken is not None:
            files_service.let_go(self._taken.name)

    def enclosed(self) -> Enclosed | None:
        """What is sent with the text: the files that the page showed, and one added just now."""
        kept = [entry["name"] for entry in self.kept]
        if not kept and not self.numbers:
            return None
        return Enclosed(self.place, self.numbers, kept)

    def read(self) -> None:
        """``listed`` and ``numbers`` are as they stand now, for the page."""
        rows = begun(g.actor, self.place)
        self.numbers = [row.id for row in rows]
        self.listed = [(entry, entry["name"]) for entry in self.kept]
        self.listed += [(entry_of(row), str(row.id)) for row in rows]

    def _take_in(self, upload: Any) -> None:
        service.check_room(g.actor, self.place, kept=len(self.kept))
        person = f"person:{g.actor.actor_id}"
        throttle.count("file", person, setting("THROTTLE_FILE_PERSON"))
        db.session.rollback()  # nobody waits for this transaction while the file is read
        taken = files_service.take(upload.stream, sent_as=upload.filename or "")
        self._taken, self.said = taken, _("The file was added.")

    def _take_off(self, which: str) -> None:
        self.said = _("The file was removed.")
        if which.isdecimal() and len(which) < LISTED:
            self._taken_off = as_number(which)
            self.numbers = [n for n in self.numbers if n != self._taken_off]
        elif "dropped" in self.form:
            self.form.dropped.data = " ".join(sorted({*self._dropped(), which} & self._names()))

    def _names(self) -> set[str]:
        return {entry["name"] for entry in self.earlier}

    def _dropped(self) -> set[str]:
        """Only names of the wording before: the field comes from outside, and a draft keeps it."""
        if "dropped" not in self.form:
            return set()
        return set((self.form.dropped.data or "").split()) & self._names()
