"""What this room stores about a person."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from forum.board.models import Seat, Term
from forum.core.records import Record, records


def terms(person_id: int) -> Iterator[Record]:
    """Seats on boards, as the public page shows them."""
    query = sa.select(Seat.key.label("seat"), Term.name, Term.position, Term.since, Term.until)
    query = query.join(Seat, Seat.id == Term.seat_id)
    return records(query.where(Term.person_id == person_id).order_by(Term.id))
