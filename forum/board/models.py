"""Boards and their seats, as data."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.db import Base


class Board(Base):
    """A board that runs the forum, founded by a decision."""

    __tablename__ = "board"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(64), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    decision_number: Mapped[str] = mapped_column(sa.String(120))
    decision_date: Mapped[date | None]
    note: Mapped[dict[str, str]] = mapped_column(sa.JSON)

    seats: Mapped[list[Seat]] = relationship(order_by="Seat.position")


class Seat(Base):
    """A seat of a board: chair, vice chair, member, secretary."""

    __tablename__ = "board_seat"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(sa.ForeignKey("board.id"))
    key: Mapped[str] = mapped_column(sa.String(32))
    position: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    duties: Mapped[dict[str, str]] = mapped_column(sa.JSON)

    terms: Mapped[list[Term]] = relationship(order_by="Term.since")

    __table_args__ = (sa.UniqueConstraint("board_id", "key"),)


class Term(Base):
    """A person holds a seat from a day until a day; ``position`` is the person's office."""

    __tablename__ = "board_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("board_seat.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(sa.String(80))
    position: Mapped[str] = mapped_column(sa.String(160))
    since: Mapped[date]
    until: Mapped[date | None]

    __table_args__ = (sa.CheckConstraint("until IS NULL OR until >= since", name="until_after"),)
