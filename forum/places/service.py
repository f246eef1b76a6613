"""Writing places."""

from __future__ import annotations

import sqlalchemy as sa

from forum.accounts.actors import Actor
from forum.audit import service as audit
from forum.core.db import db
from forum.places.models import Agency, Area


def set_area(actor: Actor, *, key: str, name: str) -> Area:
    """The area ``key`` exists under ``name``."""
    area = db.session.scalar(sa.select(Area).where(Area.key == key)) or Area(key=key)
    area.name = name
    db.session.add(area)
    db.session.flush()
    audit.record(actor, "set_area", area)
    return area


def set_agency(actor: Actor, *, key: str, name: str) -> Agency:
    """The agency ``key`` exists under ``name``."""
    agency = db.session.scalar(sa.select(Agency).where(Agency.key == key)) or Agency(key=key)
    agency.name = name
    db.session.add(agency)
    db.session.flush()
    audit.record(actor, "set_agency", agency)
    return agency
