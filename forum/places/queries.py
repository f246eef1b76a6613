"""Reading places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from forum.core import clock
from forum.core.db import db
from forum.places.models import Agency, Area


def _valid(model: type[Area] | type[Agency], day: date) -> sa.ColumnElement[bool]:
    begun = sa.or_(model.valid_from.is_(None), model.valid_from <= day)
    not_ended = sa.or_(model.valid_until.is_(None), model.valid_until >= day)
    return sa.and_(begun, not_ended)


def areas_now() -> Sequence[Area]:
    """The areas of today, by name."""
    query = sa.select(Area).where(_valid(Area, clock.today()))
    return db.session.scalars(query.order_by(Area.name)).all()


def agencies_now() -> Sequence[Agency]:
    """The agencies of today, by id: the first is the owning agency."""
    query = sa.select(Agency).where(_valid(Agency, clock.today()))
    return db.session.scalars(query.order_by(Agency.id)).all()


def agency_names() -> list[str]:
    """Every agency's name, also of former ones: nobody may take it."""
    return list(db.session.scalars(sa.select(Agency.name)))
