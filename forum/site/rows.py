"""Rows of the audit table as the pages show them: who, what, on what, when; never a text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.accounts.queries.directory import names_of
from forum.audit.models import AuditRow
from forum.core.text import shorten
from forum.site.acts import ACTS
from forum.site.details import in_words
from forum.site.words import ACTORS, THINGS, UNNAMED

PERSON = "/quan-tri/nguoi-dung/{}"
# Table → where an administrator can look at one row of it.
PLACES = {
    "category": "/quan-tri/chuyen-muc/{}",
    "person": PERSON,
    "post": "/bai/{}",
    "thread": "/chu-de/{}",
}
DETAILS = 160


@dataclass(frozen=True)
class ActView:
    """One line; ``what`` is the act in words or, for one that has none, its own name."""

    at: datetime
    what: object
    who: object
    who_href: str | None
    thing: object
    thing_href: str | None
    details: str


def act_views(rows: Sequence[AuditRow], *, unnamed: Collection[int] = ()) -> list[ActView]:
    """The rows with the names of the people in them; ``unnamed`` are the ids of those that would
    tell who sent a text without a name."""
    people = {row.actor_id for row in rows if row.actor_kind == "person" and row.actor_id}
    people |= {row.thing_id for row in rows if row.thing_kind == "person" and row.thing_id}
    names = names_of(people)
    return [_view(row, names, hidden=row.id in unnamed) for row in rows]


def _view(row: AuditRow, known: Mapping[int, str], *, hidden: bool) -> ActView:
    acted = row.actor_id if row.actor_kind == "person" and not hidden else None
    who = UNNAMED if hidden else ACTORS.get(row.actor_kind, row.actor_kind)
    return ActView(
        at=row.at,
        what=ACTS.get(row.act, row.act),
        who=known.get(acted or 0) or who,
        who_href=PERSON.format(acted) if acted in known else None,
        thing=known.get(row.thing_id or 0)
        if row.thing_kind == "person"
        else THINGS.get(row.thing_kind, row.thing_kind),
        thing_href=PLACES[row.thing_kind].format(row.thing_id)
        if row.thing_kind in PLACES and row.thing_id
        else None,
        details=_details(row),
    )


def _details(row: AuditRow) -> str:
    """Its number, and what the service recorded beside the act."""
    number = f"№ {row.thing_id}" if row.thing_id and row.thing_kind != "person" else ""
    listed = in_words(row.detail or {})
    return shorten(", ".join(part for part in [number, *listed] if part), DETAILS)
