"""How the rooms are put together, one file on one screen each.

What only pages need is loaded by ``front``, in processes that answer requests.
"""

from __future__ import annotations

from forum.wiring.erasing import ERASERS, STAYS
from forum.wiring.news import CHORES, OBSERVERS, reactions

__all__ = [
    "CHORES",
    "ERASERS",
    "OBSERVERS",
    "STAYS",
    "reactions",
]
