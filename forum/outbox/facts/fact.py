"""What all facts have in common."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    known: ClassVar[dict[str, type[Fact]]] = {}

    def __init_subclass__(cls) -> None:
        Fact.known[cls.__name__] = cls

    def payload(self) -> dict[str, Any]:
        return asdict(self)


def read(name: str, payload: dict[str, Any]) -> Fact:
    """The fact that was written under ``name``; KeyError for a name this version does not know."""
    return Fact.known[name](**payload)
