"""Who can act besides a person: a guest, who is known by a receipt alone, and the system."""

from __future__ import annotations

from dataclasses import dataclass

from forum.accounts.lifecycle import Role
from forum.accounts.models import Person


@dataclass(frozen=True)
class Guest:
    """Somebody without an account. ``receipt_id`` is set once a valid tracking code was given."""

    receipt_id: int | None = None
    kind = "guest"
    is_person = False
    display_name = ""
    language: str | None = None
    roles: frozenset[Role] = frozenset()

    @property
    def actor_id(self) -> int | None:
        return self.receipt_id


@dataclass(frozen=True)
class System:
    """The forum itself: imports, reactions of the worker, commands of the administrator."""

    kind = "system"
    is_person = False
    display_name = ""
    language: str | None = None
    roles: frozenset[Role] = frozenset()
    actor_id: int | None = None


Actor = Person | Guest | System
