"""The table of interface languages. A tag of ours chooses the catalogue; the formatting locale
chooses dates and numbers, because Babel knows few of these languages and knows some wrongly.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import cache


class Readiness(enum.StrEnum):
    """complete: offered to all; draft: offered with a notice; gathering: for translators."""

    COMPLETE = "complete"
    DRAFT = "draft"
    GATHERING = "gathering"


@dataclass(frozen=True)
class Language:
    """One row: BCP 47 ``tag``, names, the locale that formats, what a missing string falls to."""

    tag: str
    name_vi: str
    autonym: str
    formatting: str
    fallbacks: tuple[str, ...]
    readiness: Readiness

    @property
    def folder(self) -> str:
        """Folder of the catalogue under ``translations/``."""
        return self.tag.replace("-", "_")


SOURCE = "vi"

_COMPLETE, _GATHERING = Readiness.COMPLETE, Readiness.GATHERING
_VI = (SOURCE,)

# Autonyms stay the Vietnamese names until native readers of a province supply their own.
LANGUAGES: dict[str, Language] = {
    row.tag: row
    for row in (
        Language("vi", "Tiếng Việt", "Tiếng Việt", "vi", (), _COMPLETE),
        Language("en", "Tiếng Anh", "English", "en", _VI, _COMPLETE),
        Language("km", "Tiếng Khmer", "ខ្មែរ", "km", _VI, _GATHERING),
        Language("blt", "Tiếng Thái Đen", "Tiếng Thái Đen", "vi", _VI, _GATHERING),
        Language("twh", "Tiếng Thái Trắng", "Tiếng Thái Trắng", "vi", _VI, _GATHERING),
        Language("tyz", "Tiếng Tày", "Tiếng Tày", "vi", _VI, _GATHERING),
        Language("nut", "Tiếng Nùng", "Tiếng Nùng", "vi", ("tyz", "vi"), _GATHERING),
        Language("mtq", "Tiếng Mường", "Tiếng Mường", "vi", _VI, _GATHERING),
        Language("hmn-VN", "Tiếng Mông", "Tiếng Mông", "vi", _VI, _GATHERING),
        Language("ium", "Tiếng Dao", "Tiếng Dao", "vi", _VI, _GATHERING),
        Language("cjm", "Tiếng Chăm", "Tiếng Chăm", "vi", _VI, _GATHERING),
        Language("rad", "Tiếng Ê-đê", "Tiếng Ê-đê", "vi", _VI, _GATHERING),
        Language("jra", "Tiếng Gia-rai", "Tiếng Gia-rai", "vi", _VI, _GATHERING),
        Language("bdq", "Tiếng Ba-na", "Tiếng Ba-na", "vi", _VI, _GATHERING),
    )
}


@cache
def offered() -> list[Language]:
    """The languages in the switch of every header, in table order."""
    return [row for row in LANGUAGES.values() if row.readiness is not Readiness.GATHERING]


def known(tag: str | None) -> str | None:
    """The tag when it is offered, else None; cookies and headers pass through here."""
    row = LANGUAGES.get(tag or "")
    return row.tag if row and row.readiness is not Readiness.GATHERING else None
