"""Reading the boards."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from forum.board.models import Board, Seat
from forum.core.db import db


def boards() -> Sequence[Board]:
    """All boards with seats and terms, by id."""
    whole = selectinload(Board.seats).selectinload(Seat.terms)
    return db.session.scalars(sa.select(Board).options(whole).order_by(Board.id)).all()
