"""Reading the sample data: TOML files beside each other, checked before anything is told.

``cast.toml`` says who and where, ``explanations.toml`` what the offices explain,
``threads_<nn>_<slug>.toml`` what is said in one category, ``queue.toml`` what waits for review or
was judged. Each fault is told with its file and key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from forum.cli.demo_sense import sense_faults
from forum.cli.demo_shape import TOLD, Content, ContentBroken, Row, locate, shape_faults

FOLDER = Path(__file__).resolve().parent / "demo"
FILES = ("cast.toml", "explanations.toml", "threads_*.toml", "queue.toml")


def read_content(folder: Path = FOLDER) -> Content:
    """All rows by kind, in the order of the files; ContentBroken names file and key of each fault,
    in all of them at once."""
    content: Content = {kind: [] for kind in TOLD}
    for path in (path for pattern in FILES for path in sorted(folder.glob(pattern))):
        for kind, row in _rows(path):
            content[kind].append(row)
    faults = [fault for kind in TOLD for row in content[kind] for fault in shape_faults(kind, row)]
    faults = faults or list(sense_faults(content))
    if faults:
        raise ContentBroken("\n".join(faults))
    return content


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentBroken(f"{path.name}: {error}") from error
    for kind, rows in found.items():
        if kind not in TOLD:
            raise ContentBroken(f"{path.name}: {kind} is no part of the sample data")
        for number, row in enumerate([rows] if isinstance(rows, dict) else rows, 1):
            if kind == "threads":
                row.setdefault("category", path.stem.split("_", 2)[-1])
            locate(row, f"{path.name}: {_name_of(kind, row, number)}")
            yield kind, row


def _name_of(kind: str, row: Row, number: int) -> str:
    key = row.get("key") or row.get("slug") or row.get("username")
    return f"{kind} {key or number}"
