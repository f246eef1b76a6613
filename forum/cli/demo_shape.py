"""What a row of the sample data looks like: its words and their types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

Row = dict[str, Any]  # of the content; under "where" its file and key
Content = dict[str, list[Row]]

# Kind of row → the words it must have and may have.
WORDS: dict[str, tuple[str, str]] = {
    "site": (
        "name short_name authority content_officer content_officer_position address telephone "
        "email office_hours data_contact legal_contact",
        "",
    ),
    "areas": ("key name", ""),
    "agencies": ("key name", ""),
    "people": ("username display_name roles", "agency position"),
    "categories": ("slug mode name description", ""),
    "board_members": ("seat position since", "name username"),
    "explanations": (
        "slug title summary body agency author approver",
        "legal_basis valid_from sources days_ago",
    ),
    "threads": (
        "key title author days_ago body category",
        "area pinned locked question replies official_reply clarifications summaries",
    ),
    "question": ("visibility handling", "agency"),
    "replies": ("author days_ago body", "hidden"),
    "hidden": ("days_ago clause reason moderator", ""),
    "official_reply": (
        "agency author approver days_ago summary body",
        "legal_basis sources withdrawn",
    ),
    "withdrawn": ("days_ago reason", ""),
    "clarifications": (
        "about claim summary body agency author approver days_ago",
        "sources legal_basis",
    ),
    "summaries": ("covers body agency author days_ago", "approver"),
    "pending": ("author days_ago body", "category thread title area"),
    "judged": (
        "author days_ago body outcome clause reason moderator",
        "category thread title area",
    ),
}
TYPES: dict[str, type | tuple[type, ...]] = {
    "days_ago": (float, int),
    "about": int,
    "covers": int,
    "pinned": bool,
    "locked": bool,
    "roles": list,
    "sources": list,
    "since": date,
    "valid_from": date,
    **dict.fromkeys(("replies", "clarifications", "summaries"), list),
    **dict.fromkeys(("question", "hidden", "official_reply", "withdrawn"), dict),
}
TOLD: tuple[str, ...] = (
    *("site", "areas", "agencies", "people", "categories", "board_members"),
    *("explanations", "threads", "pending", "judged"),
)
MAY_BE_EMPTY = {"author"}  # a guest's question


class ContentBroken(Exception):
    """The sample data cannot be told; the text says where and why."""


def locate(row: Row, where: str) -> None:
    """The row and all inside it know where they stand."""
    for name, value in list(row.items()):
        for number, inner in enumerate(value if isinstance(value, list) else [value], 1):
            if isinstance(inner, dict) and name in WORDS:
                several = isinstance(value, list)
                locate(inner, f"{where}, {name} {number}" if several else f"{where}, {name}")
    row["where"] = where


def shape_faults(kind: str, row: Row) -> Iterator[str]:
    """Words that are missing, unknown, empty or of another type than theirs."""
    needed, possible = (set(words.split()) for words in WORDS[kind])
    yield from (f"{row['where']}: {name} is missing" for name in sorted(needed - set(row)))
    for name, value in row.items():
        if name == "where":
            continue
        if name not in needed | possible:
            yield f"{row['where']}: {name} is unknown here"
        elif not isinstance(value, _type_of(kind, name)):
            yield f"{row['where']}: {name} is not of its type"
        elif value == "" and name not in MAY_BE_EMPTY:
            yield f"{row['where']}: {name} is empty"
        elif name in WORDS:
            rows: list[Any] = value if isinstance(value, list) else [value]
            for inner in rows:
                yield from shape_faults(name, inner)


def _type_of(kind: str, name: str) -> type | tuple[type, ...]:
    if kind == "categories" and name in {"name", "description"}:
        return dict
    return TYPES.get(name, str)
