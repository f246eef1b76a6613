"""How the rooms are put together, one file on one screen each: ``doors``, ``news``, ``opening``."""

from __future__ import annotations

from forum.wiring.doors import BLUEPRINTS, CACHED, PREDICATES, PUBLIC, SIGNED
from forum.wiring.news import CHORES, OBSERVERS, reactions
from forum.wiring.opening import OPENING

__all__ = [
    "BLUEPRINTS",
    "CACHED",
    "CHORES",
    "OBSERVERS",
    "OPENING",
    "PREDICATES",
    "PUBLIC",
    "SIGNED",
    "reactions",
]
