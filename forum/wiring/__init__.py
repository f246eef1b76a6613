"""How the rooms are put together, one file on one screen each.

``front`` and ``doors`` are loaded only by who answers requests.
"""

from __future__ import annotations

from forum.wiring.erasing import ERASERS, STAYS
from forum.wiring.news import CHORES, OBSERVERS, reactions
from forum.wiring.opening import OPENING
from forum.wiring.own_data import EXPORTS, LEFT_OUT, OWN_FILES

__all__ = [
    "CHORES",
    "ERASERS",
    "EXPORTS",
    "LEFT_OUT",
    "OBSERVERS",
    "OPENING",
    "OWN_FILES",
    "STAYS",
    "reactions",
]
