"""The baseline b: a thread page of twenty posts from memory, served as the forum is served.

``python -m benching.baseline PORT SETTINGS`` serves it with the waitress settings given as JSON. It
must not import the forum, whose modules would make every collection of garbage dearer here.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHA256 = "29d56b6cb219369ea7d7e13ce3bcd5c93298f98c4ab0268b8ae238e2c80810b3"
SIZE = 31_333  # bytes
PATH = "/mem"


class NoBaseline(Exception):
    """The baseline is not there, or is another one; the text says which."""


def folder() -> Path:
    """Where the baseline lies: FORUM_BENCH_BASELINE, else beside the repository."""
    given = os.environ.get("FORUM_BENCH_BASELINE")
    found = Path(given) if given else ROOT.parent / "shared" / "bench-baseline"
    if not (found / "app.py").is_file():
        raise NoBaseline(f"no baseline in {found}: set FORUM_BENCH_BASELINE to its folder")
    return found.resolve()


def check(page: bytes) -> None:
    """NoBaseline unless this is the page all figures refer to, byte for byte."""
    found = hashlib.sha256(page).hexdigest()
    if (len(page), found) != (SIZE, SHA256):
        raise NoBaseline(
            f"the baseline page has {len(page)} bytes and SHA-256 {found}; "
            f"figures refer to one of {SIZE} bytes and {SHA256}"
        )


def environment() -> dict[str, str]:
    """For a process that serves it: its database unused, nothing written beside its files."""
    return {"BASE_DB": "sqlite://", "PYTHONDONTWRITEBYTECODE": "1"}


def serve(port: int, settings: dict[str, Any]) -> None:
    import waitress

    sys.path.insert(0, str(folder()))
    from app import app  # type: ignore[import-not-found]

    waitress.serve(app, host="127.0.0.1", port=port, **settings)


if __name__ == "__main__":
    serve(int(sys.argv[1]), json.loads(sys.argv[2]))
