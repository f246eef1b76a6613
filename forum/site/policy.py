"""Who may say what the installation is, and open it."""

from __future__ import annotations

from typing import Any

from forum.accounts.actors import Actor
from forum.accounts.policy import is_administrator


def may_describe(actor: Actor, thing: Any = None) -> bool:
    """An administrator; the forum itself when sample data is loaded."""
    return actor.kind == "system" or is_administrator(actor)


def may_run(actor: Actor, thing: Any = None) -> bool:
    """Settings, texts of pages, deliveries: an administrator."""
    return is_administrator(actor)


def may_open(actor: Actor, thing: Any = None) -> bool:
    """An administrator."""
    return is_administrator(actor)
