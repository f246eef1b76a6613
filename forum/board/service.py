"""Writing the boards."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from forum.accounts import service as accounts
from forum.accounts.actors import Actor
from forum.accounts.lifecycle import Role
from forum.accounts.models import Person
from forum.accounts.queries import get_person
from forum.audit import service as audit
from forum.board.models import Board, Seat, Term
from forum.board.queries import has_seat
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict


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
    actor: Actor,
    seat: Seat,
    *,
    name: str,
    position: str,
    since: date,
    person: Person | None = None,
    reviews: bool = False,
) -> Term:
    """``name`` holds the seat from ``since`` on; with ``reviews`` the account of ``person`` may
    review texts from now on, until the term ends."""
    term = Term(seat_id=seat.id, name=name, position=position, since=since)
    term.person_id = person.id if person else None
    db.session.add(term)
    db.session.flush()
    audit.record(actor, "seat_person", term)
    if person is not None and reviews and Role.MODERATOR not in person.roles:
        accounts.open_grant(actor, person, role=Role.MODERATOR)
    return term


def end_term(actor: Actor, term: Term) -> Term:
    """The term has ended; with the person's last one ends the right to review texts. Conflict when
    it had ended before."""
    ended = db.session.execute(
        sa.update(Term)
        .where(Term.id == term.id, Term.until.is_(None))
        .values(until=max(clock.today(), term.since))
        .execution_options(synchronize_session=False)
    )
    if ended.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("term")
    db.session.refresh(term)
    audit.record(actor, "end_term", term)
    if term.person_id is not None and not has_seat(term.person_id):
        person = get_person(term.person_id)
        accounts.close_grants(actor, person, role=Role.MODERATOR)
    return term


def name_decision(
    actor: Actor, board: Board, *, number: str, day: date | None, seen_number: str
) -> Board:
    """The board was founded by this decision; Conflict when another than ``seen_number`` stands."""
    named = db.session.execute(
        sa.update(Board)
        .where(Board.id == board.id, Board.decision_number == seen_number)
        .values(decision_number=number, decision_date=day)
        .execution_options(synchronize_session=False)
    )
    if named.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("board")
    db.session.refresh(board)
    audit.record(actor, "name_decision_of_board", board)
    return board
