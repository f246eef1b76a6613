"""Reading the boards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa
from flask_babel import lazy_gettext
from sqlalchemy.orm import selectinload

from forum.board.models import Board, Seat, Term
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotFound

MEMBERS = 2  # besides the chair: nobody decides alone about a text, or about an own one

Row = TypeVar("Row", Board, Seat, Term)


def boards() -> Sequence[Board]:
    """All boards with seats and terms, by id."""
    whole = selectinload(Board.seats).selectinload(Seat.terms)
    return db.session.scalars(sa.select(Board).options(whole).order_by(Board.id)).all()


def get_seat(seat_id: int) -> Seat:
    """The seat; NotFound when there is none."""
    return _found(db.session.get(Seat, seat_id))


def get_board(board_id: int) -> Board:
    """The board; NotFound when there is none."""
    return _found(db.session.get(Board, board_id))


def get_term(term_id: int) -> Term:
    """The term; NotFound when there is none."""
    return _found(db.session.get(Term, term_id))


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound("board")
    return row


def has_seat(person_id: int) -> bool:
    """Whether the person's account holds a seat that has not ended."""
    query = sa.select(Term.id).where(Term.person_id == person_id, Term.until.is_(None))
    return db.session.scalar(query.limit(1)) is not None


def seats_lack() -> object | None:
    """What the board still needs before the forum opens: a chair, two members, its founding
    decision; None when it has them."""
    held = sa.select(Seat.key, sa.func.count(Term.id)).join(Term, Term.seat_id == Seat.id)
    held = held.where(Term.until.is_(None), Term.since <= clock.today()).group_by(Seat.key)
    holders = {row[0]: row[1] for row in db.session.execute(held)}
    if not holders.get("chair"):
        return lazy_gettext("The seat of the chair is vacant.")
    members = sum(count for key, count in holders.items() if key != "chair")
    if members < MEMBERS:
        return lazy_gettext(
            "Besides the chair, %(present)d of at least %(needed)d people are seated.",
            present=members,
            needed=MEMBERS,
        )
    if db.session.scalar(sa.select(Board.id).where(Board.decision_date.is_(None)).limit(1)):
        return lazy_gettext("The founding decision is not named with its date.")
    return None
