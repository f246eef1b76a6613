"""What a person had typed into a form that could not be accepted, for the page that says so."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import HTTPException

from forum.web.requests import NoRoom

# Never written back into a page: secrets, and what belongs to one form alone.
_UNKEPT = {"csrf_token", "idempotency_key", "password", "old_password", "code", "website"}
_UNKEPT |= {"proof_password", "proof_code"}
# Fields in which people write; what stands in others is a choice or a number.
_WRITTEN = {"body", "title", "summary", "claim", "reason", "note", "sources", "legal_basis"}


@dataclass(frozen=True)
class KeptField:
    """One field of a form that could not be accepted: ``written`` by the person, or a choice."""

    name: str
    value: str

    @property
    def written(self) -> bool:
        return self.name in _WRITTEN or any(c.isspace() for c in self.value)

    @property
    def rows(self) -> int:
        """Lines of the text area that shows it."""
        return 2 if len(self.value) < 80 and "\n" not in self.value else 10


def kept_fields(*, empty: bool = False) -> list[KeptField]:
    """What the person had typed, so that no error page loses it; with ``empty`` also what was left
    empty, for a form that is sent on as it was."""
    if request.method != "POST":
        return []
    try:
        try:
            sent = request.form
        except NoRoom:
            sent = request.form
    except (HTTPException, OSError):  # the body itself was the error
        return []
    return [
        KeptField(name, value.replace("\x00", ""))
        for name, value in sent.items(multi=True)
        if name not in _UNKEPT and (value or empty)
    ]
