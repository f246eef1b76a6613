"""The one way into the audit table."""

from __future__ import annotations

from typing import Any, Protocol

from forum.audit.models import AuditRow
from forum.core import clock
from forum.core.db import db


class Acting(Protocol):
    """Whoever acts: a person, a guest, the system."""

    @property
    def kind(self) -> str: ...

    @property
    def actor_id(self) -> int | None: ...


def record(actor: Acting, act: str, thing: Any, **detail: Any) -> None:
    """The act stands in the audit table when the caller's transaction is committed.

    ``thing`` is a flushed row; ``detail`` holds ids and words only, never a person's text.
    """
    row = AuditRow(at=clock.now(), actor_kind=actor.kind, actor_id=actor.actor_id, act=act)
    row.thing_kind, row.thing_id, row.detail = thing.__tablename__, thing.id, detail
    db.session.add(row)
