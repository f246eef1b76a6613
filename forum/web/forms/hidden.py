"""What a page sends back unseen: what stood when it was made, and the key of its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wtforms import HiddenField

from forum.core.errors import Conflict
from forum.web.forms.fields import UNREADABLE


def readable(text: str) -> str | None:
    """Words as they stood on the page; None for what no page of ours held."""
    return None if any(c in text for c in UNREADABLE) else text


def version_number(text: str) -> int | None:
    """The number of a version that came from a form; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class SeenField(HiddenField):
    """What stood when the page was made: the number of a version, or what ``read`` makes of it.
    Where it is missing or unreadable, nobody saw anything: never what stands now, for then whoever
    saves last would win."""

    def __init__(
        self, read: Callable[[str], int | str | None] = version_number, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.read = read

    def process_formdata(self, valuelist: list[Any]) -> None:
        alone = len(valuelist) == 1 and isinstance(valuelist[0], str)
        self.data = self.read(valuelist[0]) if alone else None

    @property
    def seen(self) -> Any:
        """What the services compare with what stands now; Conflict when nothing was seen."""
        if self.data is None:
            raise Conflict("seen")
        return self.data


class KeyField(HiddenField):
    """The key of a form; of one that came without, the page brings a fresh one."""

    whole = False

    def process_formdata(self, valuelist: list[Any]) -> None:
        key = valuelist[0] if len(valuelist) == 1 else ""
        self.whole = bool(key) and key.isascii() and key.isprintable()
        if self.whole:
            self.data = key
