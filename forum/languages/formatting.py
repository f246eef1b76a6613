"""Dates and numbers as Vietnamese offices write them, whatever the interface language."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext

from forum.core import clock
from forum.languages.domain import formatting_locale

_POINT_AND_COMMA = str.maketrans(",.", ".,")


def local_datetime(moment: datetime) -> str:
    """``21/11/2026 14:05`` in Vietnam."""
    return clock.local(moment).strftime("%d/%m/%Y %H:%M")


def local_date(day: date | datetime) -> str:
    """``21/11/2026`` in Vietnam."""
    if isinstance(day, datetime):
        day = clock.local(day).date()
    return day.strftime("%d/%m/%Y")


def weekday_date(day: date | datetime) -> str:
    """``thứ Bảy, 21/11/2026``: people plan by weekday."""
    if isinstance(day, datetime):
        day = clock.local(day).date()
    names = (
        gettext("Monday"),
        gettext("Tuesday"),
        gettext("Wednesday"),
        gettext("Thursday"),
        gettext("Friday"),
        gettext("Saturday"),
        gettext("Sunday"),
    )
    return f"{names[day.weekday()]}, {local_date(day)}"


def number(value: int | float) -> str:
    """Grouped as the reader's formatting locale groups: ``824.014`` in Vietnamese.

    Babel would load what it knows of all languages for a comma: 3 MB of each process.
    """
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.3f}".rstrip("0").rstrip(".")
    return text if formatting_locale() == "en" else text.translate(_POINT_AND_COMMA)


def file_size(count: int) -> str:
    """``350 KB``, ``1,2 MB``: what fetching a file costs, in thousands as telephones count."""
    kilobytes = max(1, round(count / 1000))
    if kilobytes < 1000:
        return gettext("%(n)s KB", n=number(kilobytes))
    return gettext("%(n)s MB", n=number(round(count / 1_000_000, 1)))
