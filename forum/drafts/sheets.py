"""A writing form and its draft: opened with it, kept on the way, gone once the text was sent.

    sheet = Sheet(form, reply_to(thread.id), files)
    if (answer := sheet.answer()) is not None:
        return answer
    if sheet.sending and form.validate_on_submit():
        … sheet.keep_previewed(), or
        sheet.sent()
        return finish(…)
    return render_template(…, sheet=sheet.shown())

The form says in ``drafted`` which of its fields are kept. Buttons and tokens never are, nor the box
"I accept the rules": that is ticked for the text that is sent. Files are a matter of the room whose
form it is (``Files``); the script never sends one.
"""

from __future__ import annotations

from typing import Any, Protocol

from flask import g, jsonify, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.validators import StopValidation

from forum.accounts import throttle
from forum.core.errors import Conflict
from forum.core.settings import setting
from forum.drafts import policy, queries, service
from forum.drafts.addresses import address_of
from forum.drafts.models import Draft
from forum.languages.formatting import local_datetime
from forum.web.errors import signed_out
from forum.web.forms import AtMost, Readable
from forum.web.headers import allow_script
from forum.web.once import KEEPING_OPEN, answered, key_sent, new_key, settle
from forum.web.pagination import as_number

BEGUN = "seen_version"  # the wording from which a change of a text was begun


class Files(Protocol):
    """What a sheet knows of the files of its form: ``prepare`` before the first write, then
    ``write``, or ``undo`` when that failed; ``read`` for the page."""

    said: str  # what the writer is told; "" when this request neither adds a file nor takes one off
    numbers: list[int]

    def prepare(self) -> bool: ...
    def write(self) -> None: ...
    def undo(self) -> None: ...
    def read(self) -> None: ...


class Sheet:
    """What the views and the template of one writing form know of its draft.

    ``draft`` is set where the page shows one, ``seen`` is the version this page knows, ``outdated``
    says that the text was changed elsewhere since the draft was begun.
    """

    def __init__(self, form: Any, place: str, files: Files | None = None) -> None:
        self.form, self.place, self.files = form, place, files
        self.offered = policy.may_keep_draft(g.actor)
        self.sending = KEEPING_OPEN.isdisjoint(request.form)
        self.seen = as_number(request.form.get("seen_draft"))
        self.draft: Draft | None = None
        self.outdated = False
        if self.offered and request.method == "GET":
            self._open()

    @property
    def address(self) -> str:
        return address_of(self.place)

    @property
    def seconds(self) -> float:
        """Between two savings of the script."""
        return float(setting("DRAFT_SECONDS"))

    def answer(self) -> Response | None:
        """The answer to the buttons that keep the form open and to the script's saving; None for
        another button, and where the form comes back with a word why nothing was kept."""
        if request.method != "POST":
            return None
        if "seen_draft" in request.form and not g.actor.is_person:
            return signed_out()  # begun by a member: it must not be sent as a guest's
        if "draft" in request.form and request.accept_mimetypes.best == "application/json":
            return self._to_script()
        if self.files is not None and not self.files.prepare():
            self.sending = False
            return None
        try:
            status, said = (200, "") if self.sending else self._keep()
            if self.files is not None and self.files.said:
                self.files.write()
        except Exception:
            if self.files is not None:
                self.files.undo()
            raise
        return self._settled(status, said)

    def _to_script(self) -> Response:
        status, said = self._keep()
        answer = jsonify(version=self.seen, said=said)
        answer.status_code = status
        settle()
        return answer

    def _settled(self, status: int, said: str) -> Response | None:
        """A file stands from now on, whatever becomes of the text."""
        changed = self.files.said if self.files is not None else ""
        if self.sending or status != 200:
            if changed:
                settle()
            return None
        settle(changed or said)
        return redirect(f"{self.address}#files" if changed else self.address, 303)

    def keep_previewed(self) -> None:
        """A preview keeps the text too: "back" in the browser asks for the form anew."""
        if self.offered and self._keep()[0] == 200:
            settle()

    def sent(self) -> None:
        """The text goes out with this transaction, and its draft with it. A form that was never
        kept costs no statement."""
        if self.offered and self.seen:
            service.discard(g.actor, self.place, seen=self.seen)

    def shown(self) -> Sheet:
        """Everything the template shows is read."""
        if self.offered:
            allow_script()
            if self.seen and self.draft is None:
                self.draft = queries.draft_of(g.actor, self.place)
        if self.files is not None:
            self.files.read()
        return self

    def _open(self) -> None:
        self.draft = queries.draft_of(g.actor, self.place)
        if self.draft is None:
            return
        self.seen, kept = self.draft.version, self.draft.fields
        begun = self.form[BEGUN].data if BEGUN in self.form else None
        self.outdated = begun is not None and kept.get(BEGUN) != str(begun)
        for name in self.form.drafted:
            if name in kept and name in self.form:
                self.form[name].data = kept[name]

    def _keep(self) -> tuple[int, str]:
        """A status and what the writer is told."""
        wrong = self._fault()
        if wrong:
            return 422, wrong
        if not self.seen and (said := self._sent_before()):
            return 409, said
        throttle.count("draft", f"person:{g.actor.actor_id}", setting("THROTTLE_DRAFT_PERSON"))
        try:
            fields = self._fields()
            self.seen = service.keep(g.actor, self.place, fields=fields, seen=self.seen)
        except Conflict:
            said = self._overtaken()
            self.form.form_errors.append(said)
            return 409, said
        self.draft = queries.draft_of(g.actor, self.place)
        assert self.draft is not None
        return 200, _("Draft saved at %(time)s.", time=local_datetime(self.draft.changed_at))

    def _fields(self) -> dict[str, str]:
        names = [*self.form.drafted, BEGUN]
        return {name: str(self.form[name].data or "") for name in names if name in self.form}

    def _fault(self) -> str:
        """Why these fields cannot be kept, or "": the form's own bounds, and something in it."""
        written = [self.form[name] for name in ("title", "body") if name in self.form]
        for field in written:
            for check in field.validators:
                if isinstance(check, AtMost | Readable):
                    try:
                        check(self.form, field)
                    except StopValidation as error:
                        field.errors = [str(error)]
                        return str(error)
        with_files = self.files is not None and (self.files.numbers or self.files.said)
        if with_files or any(field.data for field in written):
            return ""
        self.form.form_errors.append(_("There is nothing to save yet."))
        return str(self.form.form_errors[-1])

    def _overtaken(self) -> str:
        """Another page was there in the meantime; from now on this page knows of it."""
        self.draft = queries.draft_of(g.actor, self.place)
        self.seen = self.draft.version if self.draft else 0
        if self.draft is None:
            return _(
                "This draft was sent or thrown away on another page. "
                "Save it again to keep this text as a new draft."
            )
        return _(
            "Another page saved another draft in the same place. Nothing was overwritten. "
            "Save again if this text is to replace it."
        )

    def _sent_before(self) -> str:
        """A form whose text was sent begins no draft: the script's saving may come in after it."""
        key = key_sent()
        if not key or answered(key) is None:
            return ""
        self.form.idempotency_key.data = new_key()
        said = _("This text was sent already. Save it again to keep it as a new draft.")
        self.form.form_errors.append(said)
        return said
