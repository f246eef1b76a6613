"""What the sample data must say beyond its shape: everybody is known, everything in its order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from forum.cli.demo_shape import Content, Row
from forum.official.lifecycle import Handling

REVIEWED = 0.02  # days from a text to its review, and a little more
HANDLED = 0.1  # days that an office needs at least
WITH_REPLY = {Handling.ANSWERED, Handling.CLOSED, Handling.AWAITING_APPROVAL}
TOLD = WITH_REPLY | {
    Handling.RECEIVED,
    Handling.ASSIGNED,
    Handling.IN_PROGRESS,
    Handling.WAITING_FOR_ASKER,
}


def sense_faults(content: Content) -> Iterator[str]:
    """Every fault of rows that have the right shape."""
    known = _Known(content)
    yield from _twice(content["threads"], "key")
    yield from _twice(content["people"], "username")
    for row in content["people"]:
        yield from known.faults(row, agency="agencies")
    for row in content["explanations"]:
        yield from known.office_faults(row)
    for row in content["threads"]:
        yield from known.faults(row, area="areas", category="categories")
        yield from _thread_faults(row)
        yield from _question_faults(row)
        for text in _citizens_texts(row):
            yield from known.citizen_faults(text)
        for text in _office_texts(row):
            yield from known.office_faults(text)
    for row in [*content["pending"], *content["judged"]]:
        yield from known.queue_faults(row)


class _Known:
    """Who and what the content knows."""

    def __init__(self, content: Content) -> None:
        self.keys = {
            "areas": {row["key"] for row in content["areas"]},
            "agencies": {row["key"] for row in content["agencies"]},
            "categories": {row["slug"] for row in content["categories"]},
            "threads": {row["key"] for row in content["threads"]},
            "people": {row["username"] for row in content["people"]},
            "moderators": {r["username"] for r in content["people"] if "moderator" in r["roles"]},
        }
        self.agency_of = {r["username"]: r["agency"] for r in content["people"] if "agency" in r}

    def faults(self, row: Row, **words: str) -> Iterator[str]:
        """A word that names nothing of its kind."""
        for word, kind in words.items():
            if word in row and row[word] not in self.keys[kind]:
                yield f"{row['where']}: {word} {row[word]!r} is none of the {kind}"

    def citizen_faults(self, row: Row) -> Iterator[str]:
        if row["author"]:
            yield from self.faults(row, author="people")
            if row["author"] in self.agency_of:
                yield f"{row['where']}: the staff {row['author']!r} do not chat"
        elif "title" not in row or ("question" not in row and "key" in row):
            yield f"{row['where']}: a guest only asks questions"
        if "hidden" in row:
            yield from self.faults(row["hidden"], moderator="moderators")
            yield from _clause_faults(row["hidden"])
            if row["days_ago"] - row["hidden"]["days_ago"] < REVIEWED:
                yield f"{row['where']}: hidden before it was public"

    def office_faults(self, row: Row) -> Iterator[str]:
        """Author and approver are two people of the office."""
        yield from self.faults(row, agency="agencies")
        for word in ("author", "approver"):
            if word in row and self.agency_of.get(row[word]) != row["agency"]:
                yield f"{row['where']}: {word} {row[word]!r} does not work at {row['agency']!r}"
        if row["author"] == row.get("approver"):
            yield f"{row['where']}: nobody approves an own text"

    def queue_faults(self, row: Row) -> Iterator[str]:
        yield from self.faults(row, area="areas", category="categories", thread="threads")
        yield from self.faults(row, moderator="moderators")
        yield from self.citizen_faults(row)
        if ("thread" in row) == ("category" in row) or ("title" in row) == ("thread" in row):
            yield f"{row['where']}: either a thread, or a category and a title"
        if "clause" in row:
            yield from _clause_faults(row)


def _twice(rows: Iterable[Row], word: str) -> Iterator[str]:
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row[word], row)
        if other is not row:
            yield f"{row['where']}: {word} {row[word]!r} stands already in {other['where']}"


def _citizens_texts(row: Row) -> list[Row]:
    return [row, *row.get("replies", [])]


def _office_texts(row: Row) -> list[Row]:
    reply = [row["official_reply"]] if "official_reply" in row else []
    return [*reply, *row.get("clarifications", []), *row.get("summaries", [])]


def _thread_faults(row: Row) -> Iterator[str]:
    """What is said comes one after the other."""
    for earlier, later in pairwise(_citizens_texts(row)):
        if later["days_ago"] > earlier["days_ago"] - (REVIEWED if earlier is row else 0):
            yield f"{later['where']}: days_ago must be smaller than of what stands before"
    for text in _office_texts(row):
        if text["days_ago"] > row["days_ago"] - HANDLED:
            yield f"{text['where']}: too soon after the opening"
    for text in row.get("clarifications", []):
        if not 0 <= text["about"] <= len(row.get("replies", [])):
            yield f"{text['where']}: about {text['about']} is none of the citizens' texts"
        elif text["days_ago"] > _citizens_texts(row)[text["about"]]["days_ago"] - HANDLED:
            yield f"{text['where']}: too soon after what it is about"


def _question_faults(row: Row) -> Iterator[str]:
    """The reply fits the state of the question."""
    reply = row.get("official_reply")
    if "question" not in row:
        if reply:
            yield f"{row['where']}: a reply without a question"
        return
    question = row["question"]
    handling, withdrawn = question["handling"], reply and reply.get("withdrawn")
    if handling not in TOLD:
        yield f"{question['where']}: handling {handling!r} cannot be told"
    elif withdrawn and handling not in {Handling.ANSWERED, Handling.IN_PROGRESS}:
        yield f"{question['where']}: {handling} does not fit the withdrawn reply"
    elif not withdrawn and (handling in WITH_REPLY) != bool(reply):
        yield f"{question['where']}: {handling} does not fit the official reply"
    if withdrawn and withdrawn["days_ago"] >= row["official_reply"]["days_ago"]:
        yield f"{withdrawn['where']}: not published before"
    if handling != Handling.RECEIVED and "agency" not in question:
        yield f"{question['where']}: agency is missing"


def _clause_faults(row: Row) -> Iterator[str]:
    if not re.fullmatch(r"\d+\.\d+", row["clause"]):
        yield f"{row['where']}: clause {row['clause']!r} is not like 10.1"
