"""Lines of a thread's time line in the reader's language; roles are named, persons never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.languages.domain import current_tag
from forum.rules.queries import in_language
from forum.threads.models import By, Happening

OPENED = {
    By.MEMBER: _l("A member opened the thread."),
    By.GUEST: _l("A guest opened the thread."),
    By.OFFICE: _l("An office opened the thread."),
    By.IMPORT: _l("The thread was taken over from an earlier collection."),
}
# Happening → kind of dot, icon, words.
PLAIN: dict[Happening, tuple[str, str, Any]] = {
    Happening.APPROVED: ("leaf", "check", _l("The board published the thread after review.")),
    Happening.LOCKED: ("neutral", "lock", _l("The board locked the thread.")),
    Happening.UNLOCKED: ("neutral", "lock", _l("The board unlocked the thread.")),
    Happening.PINNED: ("neutral", "pin", _l("The board pinned the thread.")),
    Happening.UNPINNED: ("neutral", "pin", _l("The board unpinned the thread.")),
}
MODES = {
    "before": _l("The board decided: in this thread every text is reviewed before publication."),
    "after": _l("The board decided: in this thread texts of known members are published at once."),
    None: _l("The board decided: texts in this thread are reviewed as in its category."),
}
Line = tuple[str, str, Any, str | None]


def step(row: Any, thread_id: int) -> dict[str, Any]:
    """A row of ``queries.shape.events_of`` for ``components/timeline.html``: what happened to the
    thread, or, before it was joined to it, to another one."""
    kind, icon_name, title, href = _line(row)
    said = {"kind": kind, "icon_name": icon_name, "title": title, "href": href, "at": row.at}
    if row.thread_id != thread_id:
        said["href"] = None if row.kind in SUMMED_UP else href  # its summaries went with it
        said["text"] = _("In thread no. %(thread)s, before the merge.", thread=row.thread_id)
    return said


def _line(row: Any) -> Line:
    if row.kind in PLAIN:
        return (*PLAIN[row.kind], None)
    if row.kind is Happening.OPENED:
        return "indigo", "forum", OPENED[row.by_role], None
    if row.kind is Happening.MODE:
        return "neutral", "hand", MODES[row.detail["mode"]], None
    if row.kind is Happening.MOVED:
        return "neutral", "next", _moved(row.detail), None
    if row.kind in SUMMED_UP:
        return SUMMED_UP[row.kind](row.detail, f"/chu-de/{row.thread_id}/tom-tat")
    if row.kind in WITH_NUMBER:
        kind, icon_name, words = WITH_NUMBER[row.kind]
        number = row.detail["number"]
        said = words(row.by_role is By.OFFICE, number)
        return kind, icon_name, said, f"/chu-de/{row.thread_id}/so/{number}"
    return _reshaped(row)


def _moved(detail: Any) -> str:
    tag = current_tag()
    return _(
        "The board moved the thread from “%(before)s” to “%(after)s”.",
        before=in_language(detail["before"], tag),
        after=in_language(detail["after"], tag),
    )


def _reshaped(row: Any) -> Line:
    other, count = row.detail["thread"], row.detail["posts"]
    href = f"/chu-de/{other}"
    if row.kind is Happening.MERGED:
        said = ngettext(
            "The board joined thread no. %(thread)s to this one: %(num)s post.",
            "The board joined thread no. %(thread)s to this one: %(num)s posts.",
            count,
            thread=other,
        )
        return "indigo", "link", said, None
    if row.kind is Happening.SPLIT:
        said = ngettext(
            "The board made %(num)s post a thread of its own, no. %(thread)s.",
            "The board made %(num)s posts a thread of their own, no. %(thread)s.",
            count,
            thread=other,
        )
        return "indigo", "next", said, href
    said = ngettext(
        "The board began this thread with %(num)s post of thread no. %(thread)s.",
        "The board began this thread with %(num)s posts of thread no. %(thread)s.",
        count,
        thread=other,
    )
    return "indigo", "forum", said, href


def _summarised(detail: Any, versions: str) -> Line:
    number = detail["number"]
    said = _("An office summed up the thread, to post no. %(number)s.", number=number)
    return "leaf", "office", said, versions


def _summary_withdrawn(detail: Any, versions: str) -> Line:
    if "thread" not in detail:
        return "madder", "undo", _("The office withdrew its summary."), versions
    said = _("The summary of thread no. %(thread)s no longer stands.", thread=detail["thread"])
    return "neutral", "undo", said, None


SUMMED_UP: dict[Happening, Callable[[Any, str], Line]] = {
    Happening.SUMMARISED: _summarised,
    Happening.SUMMARY_WITHDRAWN: _summary_withdrawn,
}


def _hidden(_office: bool, number: int) -> str:
    return _("The board hid post no. %(number)s.", number=number)


def _restored(_office: bool, number: int) -> str:
    return _("The board restored post no. %(number)s.", number=number)


def _removed(office: bool, number: int) -> str:
    if office:
        return _("The office took back its post no. %(number)s.", number=number)
    return _("The board removed post no. %(number)s.", number=number)


def _replied(_office: bool, number: int) -> str:
    return _("An office replied in post no. %(number)s.", number=number)


WITH_NUMBER: dict[Happening, tuple[str, str, Callable[[bool, int], str]]] = {
    Happening.POST_HIDDEN: ("turmeric", "eye-off", _hidden),
    Happening.POST_RESTORED: ("leaf", "undo", _restored),
    Happening.POST_REMOVED: ("madder", "trash", _removed),
    Happening.OFFICE_REPLY: ("leaf", "office", _replied),
}
