"""One append-only table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, Moment


class AuditRow(Base):
    """One act of one actor on one thing. Rows are never changed or deleted by the forum."""

    __tablename__ = "audit_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_kind: Mapped[str] = mapped_column(sa.String(16))
    actor_id: Mapped[int | None]
    act: Mapped[str] = mapped_column(sa.String(64))
    thing_kind: Mapped[str] = mapped_column(sa.String(32))
    thing_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)

    __table_args__ = (
        sa.Index("ix_audit_row_thing", "thing_kind", "thing_id"),
        sa.Index("ix_audit_row_act", "act", "id"),
        sa.Index("ix_audit_row_actor", "actor_id", "id"),
    )
