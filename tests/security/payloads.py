"""Attack text, by kind. ``PAYLOADS`` names another file of the same form."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

FILE = Path(os.environ.get("PAYLOADS", Path(__file__).parent.parent / "data" / "payloads.jsonl"))


@cache
def payloads(*kinds: str) -> tuple[str, ...]:
    """The payloads of these kinds, or all."""
    with FILE.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(row["payload"] for row in rows if not kinds or row["kind"] in kinds)
