"""Writing the boards."""

from __future__ import annotations

from datetime import date
from typing import Any

from forum.accounts.actors import Actor
from forum.accounts.models import Person
from forum.audit import service as audit
from forum.board.models import Board, Seat, Term
from forum.core.db import db


def found_board(actor: Actor, *, content: dict[str, Any]) -> Board:
    """A board stands with vacant seats, as ``content`` describes (see ``model_board.toml``)."""
    head = content["board"]
    decision = head.get("founding_decision", {})
    board = Board(
        slug=head["slug"],
        name=head["name"],
        decision_number=decision.get("number", ""),
        decision_date=decision.get("date"),
        note=decision.get("note", {}),
    )
    board.seats = [
        Seat(key=row["key"], position=place, title=row["title"], duties=row["duties"])
        for place, row in enumerate(head["seats"])
    ]
    db.session.add(board)
    db.session.flush()
    audit.record(actor, "found_board", board)
    return board


def seat_person(
    actor: Actor, seat: Seat, *, name: str, position: str, since: date, person: Person | None = None
) -> Term:
    """``name`` holds the seat from ``since`` on."""
    term = Term(seat_id=seat.id, name=name, position=position, since=since)
    term.person_id = person.id if person else None
    db.session.add(term)
    db.session.flush()
    audit.record(actor, "seat_person", term)
    return term
