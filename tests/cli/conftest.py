"""Commands as an administrator types them."""

from __future__ import annotations

import contextvars
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from forum.cli.demo_content import FOLDER
from forum.core.db import db

Command = Callable[..., Result]
SMALL = ("cast.toml", "threads_03_nguoi-co-uy-tin.toml")


@pytest.fixture
def command(app: Flask) -> Command:
    """``command("check")`` on the test's database, in a context of its own."""

    def run(*words: object, on: Flask | None = None) -> Result:
        db.session.commit()
        runner = (on or app).test_cli_runner()
        arguments = [str(word) for word in words]
        result = contextvars.Context().run(runner.invoke, args=arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        db.session.expire_all()
        return result

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a little sample data, quickly loaded."""
    folder = tmp_path / "sample"
    folder.mkdir()
    for name in SMALL:
        shutil.copyfile(FOLDER / name, folder / name)
    return folder
