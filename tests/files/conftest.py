"""Sending a file without a page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.core.errors import RuleBroken
from forum.files import storage
from forum.files.refusals import Refusal, Refused
from forum.files.service import StoredFile, take
from tests.fixtures.database import build_app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """Without a database: this room has no rows."""
    made = build_app(tmp_path, f"sqlite:///{tmp_path}/none.sqlite3")
    with made.app_context():
        yield made


@pytest.fixture
def send(app: Flask) -> Callable[..., StoredFile]:
    """The file is taken in."""

    def sent(data: bytes, name: str = "anh.jpg") -> StoredFile:
        return take(io.BytesIO(data), sent_as=name)

    return sent


@pytest.fixture
def refuse(send: Callable[..., StoredFile]) -> Callable[..., Refusal]:
    """Why the file is refused; nothing of it stays."""

    def refused(data: bytes, name: str = "anh.jpg") -> Refusal:
        before = lying_about()
        with pytest.raises(RuleBroken) as caught:
            send(data, name)
        assert lying_about() == before
        assert caught.value.field == "file" and str(caught.value.message)
        cause = caught.value.__cause__
        assert isinstance(cause, Refused)
        return cause.why

    return refused


def lying_about() -> set[Path]:
    """Every file below the folder, but for the one that says whose turn it is."""
    found = storage.folder().rglob("*")
    return {path for path in found if path.name not in {"turn", storage.BEGUN}}
