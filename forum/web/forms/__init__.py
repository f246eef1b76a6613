"""What every form of the forum is made of."""

from __future__ import annotations

from forum.web.forms.base import (
    BaseForm,
    CreatingForm,
)
from forum.web.forms.fields import (
    AtMost,
    BodyField,
    Filled,
    LineField,
    Mailable,
    Readable,
    choices,
)
from forum.web.forms.hidden import (
    KeyField,
    SeenField,
    readable,
    version_number,
)

__all__ = [
    "AtMost",
    "BaseForm",
    "BodyField",
    "CreatingForm",
    "Filled",
    "KeyField",
    "LineField",
    "Mailable",
    "Readable",
    "SeenField",
    "choices",
    "readable",
    "version_number",
]
